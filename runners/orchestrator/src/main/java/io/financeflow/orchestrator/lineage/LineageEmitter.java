package io.financeflow.orchestrator.lineage;

import static java.time.temporal.ChronoUnit.MICROS;

import io.financeflow.orchestrator.catalogue.Catalogue;
import io.financeflow.schema.run.LineageTable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells starts and ends of executions and of attempts at tasks to a lineage service.
 *
 * <p>They are read from the tables the engine writes, so nothing in it waits for the service and
 * nothing is lost while that is away. Each is told once, whatever number of processes do this; one
 * that is killed between sending and noting it tells it again, as an equal event. Telling begins
 * with what happens about the first pass. An attempt that was taken away, or whose worker was lost
 * and another one goes on with, has no end of its own. Thread-safe.
 */
public final class LineageEmitter {

  /** Namespace of jobs and datasets. */
  public static final String NAMESPACE = "financeflow";

  private static final Logger LOG = LoggerFactory.getLogger(LineageEmitter.class);

  /** What takes longer than this from its time to its commit may be passed over. */
  private static final Duration LATE = Duration.ofMinutes(1);

  private static final int MOST = 200;

  private final Jdbi jdbi;
  private final Clock clock;
  private final LineageSink sink;
  private final Catalogue catalogue = new Catalogue();

  /** Tells nothing yet. */
  public LineageEmitter(Jdbi jdbi, Clock clock, LineageSink sink) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.sink = sink;
  }

  /**
   * Tells what was not told, at most some hundred events; returns how many it told. More than 0:
   * call it again at once. 0 when there is nothing, another process tells, or the service is away:
   * call it again in a few seconds. Uses one connection for as long as the service takes.
   */
  public int pass() {
    Instant now = clock.instant().truncatedTo(MICROS);
    return jdbi.inTransaction(
        handle -> {
          handle.createUpdate(LineageTable.BEGIN).bind("now", now).execute();
          Optional<Instant> until =
              handle.createQuery(LineageTable.LOCK).mapTo(Instant.class).findOne();
          return until.isPresent() ? tell(handle, until.get(), now) : 0;
        });
  }

  private int tell(Handle handle, Instant until, Instant now) {
    Map<String, LineageEvent> untold = untold(handle, until.minus(LATE));
    Instant reached = until;
    int told = 0;
    for (LineageEvent event : untold.values()) {
      LineageSink.Answer answer =
          sink.send(event.json(NAMESPACE, event.done() ? renewed(handle, event) : List.of()));
      if (answer == LineageSink.Answer.LATER) {
        LOG.debug("the lineage waits at {}", event.key());
        move(handle, reached);
        return told;
      }
      if (answer == LineageSink.Answer.REFUSED) {
        LOG.warn("the lineage event {} was refused and is left out", event.key());
      }
      handle
          .createUpdate(LineageTable.TOLD)
          .bind("key", event.key())
          .bind("execution", event.run().key())
          .bind("now", now)
          .execute();
      reached = event.at().isAfter(reached) ? event.at() : reached;
      told++;
    }
    move(handle, told == 0 ? now : reached);
    return told;
  }

  private static Map<String, LineageEvent> untold(Handle handle, Instant since) {
    Map<String, LineageEvent> events = new LinkedHashMap<>();
    handle
        .createQuery(LineageTable.UNTOLD)
        .bind("since", since)
        .bind("most", MOST)
        .map((row, context) -> LineageEvent.read(row))
        .forEach(event -> events.putIfAbsent(event.key(), event));
    return events;
  }

  private List<String> renewed(Handle handle, LineageEvent event) {
    return event.isOfTask()
        ? catalogue
            .get(handle, event.run().dag(), event.run().version())
            .task(event.task().id())
            .map(task -> task.conduct().renews().stream().sorted().toList())
            .orElse(List.of())
        : List.of();
  }

  private static void move(Handle handle, Instant until) {
    handle.createUpdate(LineageTable.MOVE).bind("until", until).execute();
    handle.createUpdate(LineageTable.FORGET).bind("since", until.minus(LATE)).execute();
  }
}
