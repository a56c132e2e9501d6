package io.financeflow.orchestrator.settings;

/** A stored value that the keys at hand do not open; says which and what to do, in one line. */
public final class UnreadableSecret extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnreadableSecret(String message) {
    super(message);
  }

  UnreadableSecret(String message, Throwable cause) {
    super(message, cause);
  }
}
