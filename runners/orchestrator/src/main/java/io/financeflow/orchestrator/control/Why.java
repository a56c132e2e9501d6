package io.financeflow.orchestrator.control;

import static io.financeflow.orchestrator.control.Obstacle.Condition.NO_SCHEDULER;
import static io.financeflow.orchestrator.control.Obstacle.Condition.RUN_NOT_RUNNING;
import static java.time.temporal.ChronoUnit.MICROS;

import io.financeflow.orchestrator.catalogue.Catalogue;
import io.financeflow.orchestrator.catalogue.DagShape;
import io.financeflow.orchestrator.run.NoSuchThing;
import io.financeflow.orchestrator.state.RunState;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Says why something is not running: every condition that is not met, with who holds it.
 *
 * <p>Reads facts and decides by the engine's own rules; changes nothing. Thread-safe.
 */
public final class Why {

  private final Jdbi jdbi;
  private final Clock clock;
  private final Catalogue catalogue = new Catalogue();

  /** Reads through {@code jdbi}. */
  public Why(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /**
   * An answer.
   *
   * @param subject the DAG, the execution, or a task of it, with its element: {@code load[3]}
   * @param state where it stands, in lower case
   * @param reason what the engine noted last, may be empty
   * @param obstacles in the order in which they are looked at; none when it is over, or when a
   *     scheduler or worker is about to move it
   */
  public record Answer(String subject, String state, String reason, List<Obstacle> obstacles) {
    /** Keeps a copy. */
    public Answer {
      obstacles = List.copyOf(obstacles);
    }
  }

  /**
   * Why a DAG gets no new run.
   *
   * @throws NoSuchThing when there is no such DAG
   */
  public Answer dag(String dag) {
    Instant now = now();
    return jdbi.inTransaction(
        handle -> {
          DagStanding at = Standings.dag(handle, catalogue, dag);
          String state = at.dag().paused() ? "paused" : at.present() ? "on" : "gone";
          return new Answer(dag, state, "", at.obstacles(now));
        });
  }

  /**
   * Why the latest execution of a run does not run.
   *
   * @param run its id, or {@code latest}
   * @throws NoSuchThing when there is no such DAG or run
   */
  public Answer run(String dag, String run) {
    Instant now = now();
    return jdbi.inTransaction(
        handle -> {
          RunStanding at = Standings.run(handle, dag, run).at();
          return new Answer(at.name(), at.state().text(), at.reason(), of(handle, dag, at, now));
        });
  }

  private static List<Obstacle> of(Handle handle, String dag, RunStanding at, Instant now) {
    List<Obstacle> all = new ArrayList<>();
    if (!at.state().isFinished() && !Standings.hasScheduler(handle)) {
      all.add(
          Obstacle.of(
              NO_SCHEDULER, "no scheduler is alive: start one with ./financeflow scheduler"));
    }
    all.addAll(at.obstacles(dag, now));
    return all;
  }

  /**
   * Why the unfinished tasks of a run do not run, in the order of the DAG; none when it has not
   * begun, or is over.
   *
   * @throws NoSuchThing when there is no such DAG or run
   */
  public List<Answer> unfinishedTasks(String dag, String run) {
    return jdbi.inTransaction(
        handle -> {
          Standings.Run at = Standings.run(handle, dag, run);
          DagShape shape = catalogue.get(handle, dag, at.version());
          List<Answer> answers = new ArrayList<>();
          if (at.at().state() == RunState.RUNNING) {
            Standings standings = new Standings(handle, shape, at);
            for (String task : shape.tasks().keySet()) {
              answers.addAll(answers(standings, task, true));
            }
          }
          return answers;
        });
  }

  /**
   * Why the instances of a task do not run; one answer for each element of a mapped one.
   *
   * @throws NoSuchThing when there is no such DAG, run or task
   */
  public List<Answer> task(String dag, String run, String task) {
    Instant now = now();
    return jdbi.inTransaction(
        handle -> {
          Standings.Run at = Standings.run(handle, dag, run);
          DagShape shape = catalogue.get(handle, dag, at.version());
          if (shape.task(task).isEmpty()) {
            throw NoSuchThing.of("task of " + dag, task, shape.tasks().keySet());
          }
          if (at.at().state() == RunState.QUEUED) {
            List<Obstacle> all = new ArrayList<>();
            all.add(Obstacle.of(RUN_NOT_RUNNING, "its run " + at.at().name() + " has not begun"));
            all.addAll(of(handle, dag, at.at(), now));
            return List.of(new Answer(task, "none", "", all));
          }
          return answers(new Standings(handle, shape, at), task, false);
        });
  }

  private static List<Answer> answers(Standings standings, String task, boolean onlyUnfinished) {
    return standings.of(task).stream()
        .filter(at -> !onlyUnfinished || !at.where().state().isFinished())
        .map(
            at ->
                new Answer(
                    Standings.label(task, at.where().mapIndex()),
                    at.where().state().text(),
                    at.where().reason(),
                    TaskObstacles.of(at)))
        .toList();
  }

  private Instant now() {
    return clock.instant().truncatedTo(MICROS);
  }
}
