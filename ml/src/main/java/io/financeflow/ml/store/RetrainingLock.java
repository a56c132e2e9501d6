package io.financeflow.ml.store;

import io.financeflow.schema.db.Database;
import io.financeflow.schema.model.RetrainingDecisionTable;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/**
 * Lets one process at a time train a model again. The right belongs to a connection, so it ends
 * with its process however that ends. Thread-safe.
 */
public final class RetrainingLock {
  private final Database database;

  /** The locks of a database. */
  public RetrainingLock(Database database) {
    this.database = database;
  }

  /** Returns what the work returns; empty, without doing it, while another one holds the right. */
  public <T> Optional<T> holding(String model, Supplier<T> work) {
    try (Handle handle = database.jdbi().open()) {
      if (!ask(handle, RetrainingDecisionTable.TRY_LOCK, model)) {
        return Optional.empty();
      }
      try {
        return Optional.of(work.get());
      } finally {
        boolean unused = ask(handle, RetrainingDecisionTable.UNLOCK, model);
      }
    }
  }

  private static boolean ask(Handle handle, String sql, String model) {
    return handle.createQuery(sql).bind("model", model).mapTo(Boolean.class).one();
  }
}
