package io.financeflow.schema.db;

import org.jspecify.annotations.Nullable;

/** The tables of a database could not be brought to the version of this program. */
public final class MigrationFailed extends RuntimeException {

  private static final long serialVersionUID = 1;

  MigrationFailed(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
