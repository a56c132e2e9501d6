package io.financeflow.orchestrator.backfill;

import io.financeflow.schema.market.DateRange;
import java.time.Instant;
import java.util.Optional;

/**
 * A backfill and how far it is.
 *
 * @param dates what was asked for; empty when slots were listed
 * @param content its {@code params} are the values of all parameters, its {@code merge} 1 or more
 */
public record Backfill(
    String name,
    String dag,
    BackfillState state,
    Optional<DateRange> dates,
    BackfillRequest.Content content,
    BackfillRequest.Pace pace,
    Progress progress,
    Life life) {

  /** How many of its executions stand where; all 0 or more. */
  public record Progress(long queued, long running, long success, long failed) {
    /** Those that are not over. */
    public long left() {
      return queued + running;
    }

    /** All of them. */
    public long total() {
      return queued + running + success + failed;
    }
  }

  /**
   * From its beginning to its end.
   *
   * @param after the name of the backfill before it; empty for none
   * @param waits whether that one is not over
   * @param endedAt empty before
   * @param estimatedFinish empty when it is over, paused or waits, and without anything to go by
   */
  public record Life(
      String askedBy,
      Instant createdAt,
      String after,
      boolean waits,
      Optional<Instant> endedAt,
      Optional<Instant> estimatedFinish) {}

  /**
   * One of its executions.
   *
   * @param execution the id of the run, with {@code #n} from its second execution on
   * @param state in lower case
   * @param reason why, for people; may be empty
   */
  public record Part(
      String execution,
      DateRange dates,
      String state,
      String reason,
      Optional<Instant> startedAt,
      Optional<Instant> endedAt) {}
}
