package io.financeflow.pipelines.io;

/** Simulated data was about to be stored beside real data, or the other way round. */
public final class MixedSources extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Data of that source does not belong into this database. */
  MixedSources(String source) {
    super(
        "this database holds "
            + (source.equals("simulated") ? "real" : "simulated")
            + " data and the vendor sends data of source '"
            + source
            + "', which must not mix: use another database (FINANCEFLOW_HOME or DATABASE_URL), or"
            + " empty this one with ./financeflow db reset");
  }
}
