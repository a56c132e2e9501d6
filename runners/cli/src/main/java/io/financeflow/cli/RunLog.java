package io.financeflow.cli;

import com.google.gson.JsonObject;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.market.IngestionStatus;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a run has logged so far, read from {@code ingestion_logs}: the same on every runner. */
final class RunLog {
  private static final String SELECT =
      """
      SELECT id, dataset, trading_date, status, row_count, changed_count, rejected_count,
        duration_seconds, error, source
      FROM ingestion_logs WHERE run_id = ? AND id > ? ORDER BY id
      """;

  private final Database database;
  private final UUID runId;

  RunLog(Database database, UUID runId) {
    this.database = database;
    this.runId = runId;
  }

  UUID runId() {
    return runId;
  }

  /** One attempt as logged. */
  record Entry(
      long id,
      String dataset,
      LocalDate date,
      IngestionStatus status,
      Figures figures,
      @Nullable String error,
      String source) {

    /** Returns the attempt as the reports write it. */
    JsonObject json() {
      JsonObject attempt = new JsonObject();
      attempt.addProperty("dataset", dataset);
      attempt.addProperty("date", date.toString());
      attempt.addProperty("source", source);
      attempt.addProperty("status", status.name());
      attempt.addProperty("rows", figures.rows());
      attempt.addProperty("changed", figures.changed());
      attempt.addProperty("rejected", figures.rejected());
      attempt.addProperty("seconds", figures.seconds());
      attempt.addProperty("error", error);
      return attempt;
    }
  }

  /** Its figures. */
  record Figures(long rows, long changed, long rejected, double seconds) {}

  /** Returns the last attempt at each date and dataset; a step that a runner repeats logs again. */
  List<Entry> latest() {
    Map<List<Object>, Entry> latest = new LinkedHashMap<>();
    after(0).forEach(entry -> latest.put(List.of(entry.dataset(), entry.date()), entry));
    return List.copyOf(latest.values());
  }

  /** Returns the attempts logged after that id, oldest first. */
  List<Entry> after(long id) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(SELECT)
                    .bind(0, runId)
                    .bind(1, id)
                    .map(
                        (row, context) ->
                            new Entry(
                                row.getLong(1),
                                row.getString(2),
                                row.getObject(3, LocalDate.class),
                                IngestionStatus.valueOf(row.getString(4)),
                                new Figures(
                                    row.getLong(5),
                                    row.getLong(6),
                                    row.getLong(7),
                                    row.getDouble(8)),
                                row.getString(9),
                                row.getString(10)))
                    .list());
  }
}
