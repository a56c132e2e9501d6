package io.financeflow.orchestrator.timetable;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * When a DAG runs: an ascending sequence of slots, the same whoever asks and whenever.
 *
 * <p>Logical dates and due times both ascend strictly. Implementations are immutable and
 * thread-safe, and read no clock.
 */
public interface Timetable {

  /** The first slot that is due strictly after the instant; empty when there is none. */
  Optional<Slot> next(Instant after);

  /**
   * The slots whose logical date is in {@code [from, to)}, ascending; empty when there are none.
   *
   * <p>Takes memory for each of them: ask for bounded stretches.
   */
  List<Slot> between(Instant from, Instant to);

  /** The slot of a run that somebody starts by hand: named after the instant and due at it. */
  Slot manual(Instant at);

  /** The zone in which its dates are meant. */
  ZoneId zone();
}
