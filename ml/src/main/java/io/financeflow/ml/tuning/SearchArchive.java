package io.financeflow.ml.tuning;

import io.financeflow.schema.db.Database;
import io.financeflow.schema.model.TuningTable;
import java.util.List;
import java.util.Optional;

/** The searches in the database, for those who look at them. Thread-safe. */
public final class SearchArchive {
  private final Database database;

  /** Looks nothing up yet. */
  public SearchArchive(Database database) {
    this.database = database;
  }

  /** Returns all searches, the latest first. */
  public List<StoredSearch> all() {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(TuningTable.SELECT_SEARCHES)
                    .map((row, context) -> StoredSearch.read(row))
                    .list());
  }

  /** Returns one; empty when there is none of that name. */
  public Optional<StoredSearch> find(String name) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(TuningTable.SELECT_SEARCH)
                    .bind(0, name)
                    .map((row, context) -> StoredSearch.read(row))
                    .findOne());
  }

  /** Returns the trials of a search by number; empty when there is no such search. */
  public List<Trial> trials(StoredSearch search) {
    return database
        .jdbi()
        .withHandle(handle -> TrialRows.all(handle, search.head().name(), search.space()));
  }

  /**
   * Removes a search and its trials; a process that runs it stops. Returns whether there was one.
   */
  public boolean delete(String name) {
    return database.jdbi().withHandle(handle -> handle.execute(TuningTable.DELETE_SEARCH, name))
        > 0;
  }
}
