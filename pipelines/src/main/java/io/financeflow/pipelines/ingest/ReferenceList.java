package io.financeflow.pipelines.ingest;

/** The vendor lists that are synchronised beside the bars. */
public enum ReferenceList {
  /** Splits by execution date. */
  SPLITS("splits"),
  /** Cash dividends by ex-date. */
  DIVIDENDS("dividends"),
  /** All listings, active and delisted. */
  TICKERS("tickers");

  private final String dataset;

  ReferenceList(String dataset) {
    this.dataset = dataset;
  }

  /** Returns the table's name. */
  public String dataset() {
    return dataset;
  }
}
