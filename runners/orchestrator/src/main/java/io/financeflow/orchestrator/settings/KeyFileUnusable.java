package io.financeflow.orchestrator.settings;

/** The key file is absent, open to others or not of its form; says what to do, in one line. */
public final class KeyFileUnusable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  KeyFileUnusable(String message) {
    super(message);
  }

  KeyFileUnusable(String message, Throwable cause) {
    super(message, cause);
  }
}
