package io.financeflow.orchestrator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonPrimitive;
import io.financeflow.orchestrator.dag.Dag;
import io.financeflow.orchestrator.dag.TaskKind;
import io.financeflow.orchestrator.policy.Backoff;
import io.financeflow.orchestrator.policy.ErrorClass;
import io.financeflow.orchestrator.policy.TriggerRule;
import io.financeflow.orchestrator.task.Outputs;
import io.financeflow.orchestrator.task.Task;
import io.financeflow.orchestrator.task.TaskOutcome;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.PostgresExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A scheduler and a worker on a real database, from trigger to end. */
@ExtendWith(PostgresExtension.class)
final class EngineTest {

  private static final Task GOOD = context -> TaskOutcome.done();
  private static final Task BAD =
      context -> TaskOutcome.failed(ErrorClass.OTHER, "broken on purpose");

  private final Database database;

  EngineTest(Database database) {
    this.database = database;
  }

  private static TaskKind run(String name) {
    return new TaskKind.Java(name, Map.of());
  }

  @Test
  void tasksRunInTheirOrderToTheEnd() {
    Dag dag =
        Dag.builder("chain")
            .task("a", run("good"))
            .task("b", run("good"), "a")
            .task("gather", new TaskKind.Empty(), "b")
            .task("c", run("good"), "gather")
            .build();
    try (Engine engine = new Engine(database, Map.of("good", GOOD)).start()) {
      engine.load(dag);
      engine.trigger("chain");
      assertThat(engine.finish()).containsExactly(Map.entry("chain 1", "SUCCESS"));
      assertThat(engine.states())
          .containsExactly("a=SUCCESS", "b=SUCCESS", "c=SUCCESS", "gather=SUCCESS");
      assertThat(engine.count("SELECT count(*) FROM attempts WHERE outcome = 'DONE'")).isEqualTo(3);
      assertThat(
              engine.count(
                  "SELECT count(*) FROM attempts x JOIN attempts y ON x.task_id < y.task_id"
                      + " AND x.ended_at > y.started_at"))
          .isZero();
    }
  }

  @Test
  void failureStopsWhatComesAfterAndTheRunFails() {
    Dag dag =
        Dag.builder("fails")
            .task("a", run("bad"))
            .task("b", run("good"), "a")
            .task("clean", run("good"), t -> t.after("b").when(TriggerRule.ALL_DONE))
            .task("last", run("good"), "b")
            .build();
    try (Engine engine = new Engine(database, Map.of("good", GOOD, "bad", BAD)).start()) {
      engine.load(dag);
      engine.trigger("fails");
      assertThat(engine.finish()).containsExactly(Map.entry("fails 1", "FAILED"));
      assertThat(engine.states())
          .containsExactly(
              "a=FAILED", "b=UPSTREAM_FAILED", "clean=SUCCESS", "last=UPSTREAM_FAILED");
      assertThat(
              engine.count(
                  "SELECT count(*) FROM outbox WHERE kind IN ('TASK_FAILED','RUN_FAILED')"))
          .isEqualTo(2);
    }
  }

  @Test
  void failedAttemptIsMadeAgain() {
    Task second =
        context ->
            context.attempt().number() < 3
                ? TaskOutcome.failed(ErrorClass.OTHER, "not yet")
                : TaskOutcome.done();
    Dag dag =
        Dag.builder("again")
            .task("a", run("second"), t -> t.retry(Backoff.fixed(2, Duration.ofMillis(50))))
            .build();
    try (Engine engine = new Engine(database, Map.of("second", second)).start()) {
      engine.load(dag);
      engine.trigger("again");
      assertThat(engine.finish()).containsExactly(Map.entry("again 1", "SUCCESS"));
      assertThat(engine.count("SELECT sum(number * 10 + (outcome = 'DONE')::int) FROM attempts"))
          .isEqualTo(10 + 20 + 31);
    }
  }

  @Test
  void listIsRunOverAndOutputsAreGathered() {
    Task list =
        context -> {
          JsonArray items = new JsonArray();
          items.add("x");
          items.add("y");
          return new TaskOutcome.Done(Outputs.of(Map.of("items", items)));
        };
    Task each =
        context ->
            new TaskOutcome.Done(
                Outputs.of(Map.of("said", new JsonPrimitive(context.arguments().get("text")))));
    Task gather =
        context ->
            context.outputs("each").json().equals("{\"said\":[\"x0\",\"y1\"]}")
                ? TaskOutcome.done()
                : TaskOutcome.failed(ErrorClass.OTHER, context.outputs("each").json());
    Dag dag =
        Dag.builder("mapped")
            .task("list", run("list"))
            .task(
                "each",
                new TaskKind.Java("each", Map.of("text", "{{ item }}{{ map_index }}")),
                t -> t.after("list").overOutput("list", "items"))
            .task("gather", run("gather"), "each")
            .build();
    Map<String, Task> tasks = Map.of("list", list, "each", each, "gather", gather);
    try (Engine engine = new Engine(database, tasks).start()) {
      engine.load(dag);
      engine.trigger("mapped");
      assertThat(engine.finish()).containsExactly(Map.entry("mapped 1", "SUCCESS"));
      assertThat(engine.states())
          .containsExactly("each[0]=SUCCESS", "each[1]=SUCCESS", "gather=SUCCESS", "list=SUCCESS");
    }
  }

  @Test
  void branchGoesOneWay() {
    Dag dag =
        Dag.builder("branch")
            .task(
                "which",
                new TaskKind.Branch(
                    "{{ params.way }}", Map.of("left", Set.of("left")), Set.of("right")))
            .task("left", run("good"), "which")
            .task("right", run("good"), "which")
            .task(
                "join",
                new TaskKind.Empty(),
                t -> t.after("left", "right").when(TriggerRule.NONE_FAILED_MIN_ONE_SUCCESS))
            .param(
                io.financeflow.orchestrator.dag.Param.of(
                    "way",
                    io.financeflow.orchestrator.dag.ParamType.STRING,
                    new JsonPrimitive("left")))
            .build();
    try (Engine engine = new Engine(database, Map.of("good", GOOD)).start()) {
      engine.load(dag);
      engine.trigger("branch");
      assertThat(engine.finish()).containsExactly(Map.entry("branch 1", "SUCCESS"));
      assertThat(engine.states())
          .containsExactly("join=SUCCESS", "left=SUCCESS", "right=SKIPPED", "which=SUCCESS");
    }
  }

  @Test
  void renewedAssetStartsWhoWaitsForIt() {
    Dag maker = Dag.builder("maker").task("a", run("good"), t -> t.renews("bars")).build();
    Dag user =
        Dag.builder("user")
            .schedule(
                new io.financeflow.orchestrator.timetable.Schedule.Assets(
                    new io.financeflow.orchestrator.timetable.AssetExpression.Asset("bars")))
            .task("b", run("good"))
            .build();
    try (Engine engine = new Engine(database, Map.of("good", GOOD))) {
      engine.load(maker, user);
      engine.start();
      engine.trigger("maker");
      assertThat(engine.finish(2)).isEqualTo(Map.of("maker 1", "SUCCESS", "user 1", "SUCCESS"));
      assertThat(List.of(engine.count("SELECT count(*) FROM asset_events WHERE handled")))
          .containsExactly(1L);
    }
  }
}
