package io.financeflow.orchestrator.run;

import static java.time.temporal.ChronoUnit.MICROS;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.financeflow.orchestrator.catalogue.Catalogue;
import io.financeflow.orchestrator.catalogue.DagShape;
import io.financeflow.orchestrator.timetable.Slot;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** Starts runs because somebody asks; thread-safe. */
public final class RunTrigger {

  private final Jdbi jdbi;
  private final Clock clock;
  private final Catalogue catalogue = new Catalogue();

  /** Writes through {@code jdbi}. */
  public RunTrigger(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /**
   * What is asked for.
   *
   * @param at the time the run is about; now when somebody says nothing
   * @param params by name; those not given take their usual values
   * @param askedBy who asks
   * @param note why, may be empty
   */
  public record Request(
      String dag, Instant at, Map<String, JsonElement> params, String askedBy, String note) {}

  /**
   * Creates a run; returns its id. It starts as soon as the DAG's limits have room; that of a
   * paused DAG waits until it is switched on.
   *
   * @throws NoSuchThing when there is no such DAG, or it is not loaded any more
   * @throws IllegalArgumentException when a parameter is unknown, missing or wrong, or the run is
   *     there already
   */
  public String trigger(Request request) {
    Instant now = clock.instant().truncatedTo(MICROS);
    return jdbi.inTransaction(
        handle -> {
          DagShape shape = CurrentDag.lock(handle, catalogue, request.dag());
          JsonObject params = new JsonObject();
          shape.dag().values(request.params()).forEach(params::add);
          Slot slot =
              shape.dag().plan().schedule().timetable().manual(request.at().truncatedTo(MICROS));
          String id = NewRun.id(RunKind.MANUAL.text(), named(slot, request.at()));
          Order order =
              new Order(RunKind.MANUAL, null, List.of(), request.askedBy(), request.note(), now);
          NewRun run = new NewRun(id, slot, List.of(), params);
          if (RunCreation.create(handle, shape, List.of(run), order).isEmpty()) {
            throw new IllegalArgumentException(
                "the run '" + id + "' exists: clear it to run it again");
          }
          handle.execute("NOTIFY " + Endings.SCHEDULER_CHANNEL);
          return id;
        });
  }

  /** A manual run is called after the time it was asked for, whatever slot that is in. */
  private static Slot named(Slot slot, Instant at) {
    return new Slot(at.truncatedTo(MICROS), slot.interval(), slot.runAfter(), slot.dates());
  }
}
