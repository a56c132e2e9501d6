package io.financeflow.schema.run;

import io.financeflow.schema.market.DateRange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** SQL of {@code flink_jobs}. */
public final class FlinkJobTable {
  /**
   * Notes a job that is about to be submitted; parameters: run id, job id, master, command, name,
   * first date, last date, expected rows.
   */
  public static final String INSERT =
      """
      INSERT INTO flink_jobs (run_id, job_id, master, command, job_name, first_date, last_date,
        expected, state)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'SUBMITTING')
      """;

  /** Notes that the cluster has the job, also when it was thought lost; parameter: run id. */
  public static final String RUNNING =
      """
      UPDATE flink_jobs SET state = 'RUNNING', ended_at = NULL, error = NULL, counters = NULL
      WHERE run_id = ? AND state IN ('SUBMITTING', 'LOST')
      """;

  /**
   * Notes the end of a job; the first one counts, but a job that was thought lost may turn up.
   * Parameters: state, counters, error, run id.
   */
  public static final String END =
      """
      UPDATE flink_jobs SET state = ?, counters = ?::jsonb, error = ?, ended_at = clock_timestamp()
      WHERE run_id = ? AND (ended_at IS NULL OR state = 'LOST')
      """;

  /** Reads one job; parameter: run id. See {@link #read}. */
  public static final String SELECT = "SELECT * FROM flink_jobs WHERE run_id = ?";

  /** Reads the latest jobs, newest first; parameter: how many. See {@link #read}. */
  public static final String SELECT_LATEST =
      "SELECT * FROM flink_jobs ORDER BY submitted_at DESC, run_id LIMIT ?";

  private FlinkJobTable() {}

  /**
   * A job as stored.
   *
   * @param job what was submitted
   * @param state as last seen
   * @param countersJson Beam counters by name as a JSON object; null before the end
   * @param submittedAt when it was about to be submitted
   * @param endedAt when its end was seen; empty before
   * @param error why it failed; null otherwise
   */
  public record Row(
      FlinkJob job,
      FlinkJobState state,
      @Nullable String countersJson,
      OffsetDateTime submittedAt,
      Optional<OffsetDateTime> endedAt,
      @Nullable String error) {}

  /** Reads the row that a result set is on. */
  public static Row read(ResultSet row) throws SQLException {
    FlinkJob job =
        new FlinkJob(
            row.getObject("run_id", UUID.class),
            row.getString("master"),
            row.getString("command"),
            new DateRange(
                row.getObject("first_date", LocalDate.class),
                row.getObject("last_date", LocalDate.class)),
            row.getInt("expected"));
    return new Row(
        job,
        FlinkJobState.valueOf(row.getString("state")),
        row.getString("counters"),
        row.getObject("submitted_at", OffsetDateTime.class),
        Optional.ofNullable(row.getObject("ended_at", OffsetDateTime.class)),
        row.getString("error"));
  }
}
