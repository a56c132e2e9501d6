package io.financeflow.orchestrator.settings;

import io.financeflow.schema.db.Database;
import io.financeflow.schema.run.PoolTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The stored pools. What one call stores is one transaction. Thread-safe. */
public final class Pools {
  private final Database database;

  /** The pools of a database. */
  public Pools(Database database) {
    this.database = database;
  }

  /** All with the slots that are taken now, by name. */
  public List<PoolTable.Row> list() {
    return database.jdbi().withHandle(Pools::rows);
  }

  /** One; refuses a name that there is not with {@link InvalidSetting}. */
  public PoolTable.Row named(String name) {
    List<PoolTable.Row> rows = list();
    return rows.stream()
        .filter(row -> row.name().equals(name))
        .findFirst()
        .orElseThrow(() -> unknown(name, rows));
  }

  /** Does all edits, in order, or none; says what was done, by name in that order. */
  public Map<String, Change> edit(List<Edit<Pool>> edits) {
    return database
        .jdbi()
        .inTransaction(
            handle -> {
              handle.execute(PoolTable.LOCK);
              Map<String, Change> changes = new LinkedHashMap<>();
              for (Edit<Pool> edit : edits) {
                if (changes.put(edit.name(), apply(handle, edit)) != null) {
                  throw new InvalidSetting("pool '" + edit.name() + "' is set twice: leave one");
                }
              }
              return changes;
            });
  }

  /** Removes one; refuses the default one, one that is needed, and a name that there is not. */
  public void delete(String name) {
    if (name.equals(PoolTable.DEFAULT)) {
      throw new InvalidSetting(
          "the pool default always exists: set its slots instead, 0 lets nothing of it start");
    }
    database
        .jdbi()
        .useTransaction(
            handle -> {
              handle.execute(PoolTable.LOCK);
              List<String> users =
                  handle
                      .createQuery(PoolTable.SELECT_USERS)
                      .bind(0, name)
                      .bind(1, name)
                      .mapTo(String.class)
                      .list();
              if (!users.isEmpty()) {
                throw new InvalidSetting(
                    "pool '%s' is in use by %s: move that to another pool, or let it end"
                        .formatted(name, String.join(", ", users)));
              }
              if (handle.execute(PoolTable.DELETE, name) == 0) {
                throw unknown(name, rows(handle));
              }
            });
  }

  private static Change apply(Handle handle, Edit<Pool> edit) {
    Optional<Pool> before =
        rows(handle).stream()
            .filter(row -> row.name().equals(edit.name()))
            .findFirst()
            .map(row -> new Pool(row.name(), row.slots(), row.about()));
    Pool after = edit.change().apply(before);
    if (before.isPresent() && before.get().equals(after)) {
      return Change.UNCHANGED;
    }
    handle.execute(PoolTable.UPSERT, after.name(), after.slots(), after.about());
    return before.isPresent() ? Change.CHANGED : Change.ADDED;
  }

  private static List<PoolTable.Row> rows(Handle handle) {
    return handle
        .createQuery(PoolTable.SELECT_ALL)
        .map((row, context) -> PoolTable.read(row))
        .list();
  }

  private static InvalidSetting unknown(String name, List<PoolTable.Row> rows) {
    return Named.unknown("pool", name, rows.stream().map(PoolTable.Row::name).toList());
  }
}
