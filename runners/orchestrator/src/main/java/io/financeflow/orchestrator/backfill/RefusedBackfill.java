package io.financeflow.orchestrator.backfill;

/** A backfill cannot be made or changed as asked; the message says why and what to do. */
public final class RefusedBackfill extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** One line. */
  public RefusedBackfill(String message) {
    super(message);
  }
}
