package io.financeflow.orchestrator.run;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How runs are to be carried out.
 *
 * @param backfill its key; null for live runs
 * @param tasks the only tasks to run; empty for all
 * @param askedBy who asked
 * @param note for people
 * @param at when
 */
public record Order(
    RunKind kind,
    @Nullable Long backfill,
    List<String> tasks,
    String askedBy,
    String note,
    Instant at) {

  /** What the scheduler asks for by itself. */
  public static Order bySchedule(RunKind kind, String note, Instant at) {
    return new Order(kind, null, List.of(), "scheduler", note, at);
  }
}
