package io.financeflow.ml.tuning;

/** Another process has gone on with the search, so this one must not write any more. */
public final class SearchTakenOver extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Says which search. */
  public SearchTakenOver(String search) {
    super(
        "search %s was taken over by another process, which goes on with it: see its progress"
            .formatted(search));
  }
}
