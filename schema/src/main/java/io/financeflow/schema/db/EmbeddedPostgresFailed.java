package io.financeflow.schema.db;

import org.jspecify.annotations.Nullable;

/**
 * The embedded PostgreSQL could not be installed, started or stopped; the message says what
 * happened and what to do, in one line.
 */
public final class EmbeddedPostgresFailed extends RuntimeException {

  private static final long serialVersionUID = 1;

  EmbeddedPostgresFailed(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  EmbeddedPostgresFailed(String message) {
    this(message, null);
  }
}
