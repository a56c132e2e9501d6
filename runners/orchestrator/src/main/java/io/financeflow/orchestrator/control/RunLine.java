package io.financeflow.orchestrator.control;

import io.financeflow.orchestrator.run.RunRow;
import io.financeflow.orchestrator.state.RunState;
import io.financeflow.schema.market.DateRange;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run with its latest execution.
 *
 * @param kind what brought the run about, in lower case
 * @param dates it is about
 * @param params a JSON object
 */
public record RunLine(
    String dag,
    String run,
    String kind,
    Instant logicalDate,
    DateRange dates,
    String params,
    String note,
    Execution execution) {

  /**
   * The latest execution.
   *
   * @param key in the database
   * @param number from 1
   * @param cause in lower case
   * @param reason why it stands there, may be empty
   * @param version the number of the DAG's version
   * @param backfill its name; null for none
   */
  public record Execution(
      long key,
      int number,
      String cause,
      RunState state,
      String reason,
      int version,
      String askedBy,
      @Nullable String backfill,
      Times times) {}

  /** When; null for what has not happened. */
  public record Times(
      Instant due, Instant queued, @Nullable Instant started, @Nullable Instant ended) {
    /** From its start to its end, or to {@code now}; null before the start. */
    public @Nullable Duration duration(Instant now) {
      return RunLine.between(started, ended, now);
    }
  }

  /** The name of the execution. */
  public String name() {
    return RunRow.execution(run, execution.number());
  }

  static @Nullable Duration between(
      @Nullable Instant started, @Nullable Instant ended, Instant now) {
    return started == null ? null : Duration.between(started, ended == null ? now : ended);
  }
}
