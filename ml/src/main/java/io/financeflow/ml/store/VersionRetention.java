package io.financeflow.ml.store;

import io.financeflow.schema.db.Database;
import io.financeflow.schema.model.ModelVersionTable;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Forgets old versions with their artifacts, predictions and scores.
 *
 * <p>A version goes when it has no alias, is none of the newest of its model, and is older than a
 * time: all three. Parents are not kept for the sake of their children: a version is complete
 * without its parent, whose number it keeps. Predictions and scores of the versions that stay stay.
 * Thread-safe; a model is one transaction, under its lock.
 */
public final class VersionRetention {
  private final Database database;
  private final Clock clock;

  /** The versions of a database that has its tables. */
  public VersionRetention(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * What stays.
   *
   * @param newest how many of each model, 1 or more
   * @param younger versions younger than this, 0 or more
   */
  public record Keep(int newest, Duration younger) {
    /** The newest ten, and all of the last 90 days. */
    public static final Keep DEFAULT = new Keep(10, Duration.ofDays(90));

    /** Checks the bounds. */
    public Keep {
      if (newest < 1) {
        throw new ModelRefusal("keep must be >= 1 version but was " + newest);
      }
      if (younger.isNegative()) {
        throw new ModelRefusal("older-than must be >= 0 but was " + younger);
      }
    }
  }

  /** Returns what {@link #prune} would delete as things are, by model and number. */
  public List<StoredVersion> preview(Keep keep) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                Versions.names(handle).stream()
                    .flatMap(model -> outdated(handle, model, keep).stream())
                    .toList());
  }

  /** Deletes, and returns what it deleted, by model and number. */
  public List<StoredVersion> prune(Keep keep) {
    List<StoredVersion> deleted = new ArrayList<>();
    for (String model : database.jdbi().withHandle(Versions::names)) {
      deleted.addAll(database.jdbi().inTransaction(handle -> prune(handle, model, keep)));
    }
    return deleted;
  }

  /** A model that was deleted since has nothing left. */
  private List<StoredVersion> prune(Handle handle, String model, Keep keep) {
    if (!Versions.locked(handle, model)) {
      return List.of();
    }
    List<StoredVersion> outdated = outdated(handle, model, keep);
    outdated.forEach(version -> Versions.delete(handle, version));
    return outdated;
  }

  private List<StoredVersion> outdated(Handle handle, String model, Keep keep) {
    return Versions.read(
            handle
                .createQuery(ModelVersionTable.SELECT_OUTDATED)
                .bind("model", model)
                .bind("before", clock.instant().minus(keep.younger()))
                .bind("newest", keep.newest()))
        .list();
  }
}
