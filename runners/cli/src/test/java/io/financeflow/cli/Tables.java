package io.financeflow.cli;

import io.financeflow.schema.db.Database;
import java.util.List;

/** Questions that tests ask the tables. */
public final class Tables {
  private final Database database;

  public Tables(Database database) {
    this.database = database;
  }

  /** The single number of a query. */
  public long number(String sql) {
    return database.jdbi().withHandle(h -> h.createQuery(sql).mapTo(Long.class).one());
  }

  /** The first column of a query as text. */
  public List<String> column(String sql) {
    return database.jdbi().withHandle(h -> h.createQuery(sql).mapTo(String.class).list());
  }

  public void execute(String sql) {
    database.jdbi().useHandle(h -> h.execute(sql));
  }

  /** Every bar with all its columns but {@code ingested_at}, by ticker and date. */
  List<String> bars() {
    return column(
        "SELECT (to_jsonb(b) - 'ingested_at')::text FROM daily_bars b ORDER BY ticker, trading_date");
  }

  /** Stored bars of each session, as {@code 2025-01-10 41}. */
  public List<String> barsPerSession() {
    return column(
        """
        SELECT trading_date || ' ' || count(*) FROM daily_bars GROUP BY trading_date
        ORDER BY trading_date
        """);
  }

  /** Every attempt, as {@code daily_bars 2025-01-10 DONE 41 41 0}, in order of dataset and date. */
  List<String> log() {
    return column(
        """
        SELECT concat_ws(' ', dataset, trading_date, status, row_count, changed_count,
          rejected_count) FROM ingestion_logs ORDER BY dataset, trading_date, id
        """);
  }
}
