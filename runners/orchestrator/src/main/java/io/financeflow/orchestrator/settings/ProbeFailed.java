package io.financeflow.orchestrator.settings;

/** A connection that does not answer as it should; says what to do, in one line. */
public final class ProbeFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ProbeFailed(String message) {
    super(message);
  }

  ProbeFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
