package io.financeflow.orchestrator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeflow.orchestrator.dag.Dag;
import io.financeflow.orchestrator.dag.DagBuilder;
import io.financeflow.orchestrator.dag.DagLimits;
import io.financeflow.orchestrator.dag.TaskKind;
import io.financeflow.orchestrator.policy.AutoPause;
import io.financeflow.orchestrator.task.Task;
import io.financeflow.orchestrator.task.TaskOutcome;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.PostgresExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One DAG with thousands of tasks that wait for one slot, beside small ones. */
@ExtendWith(PostgresExtension.class)
final class StarvationTest {

  private static final int MANY = 5_000;
  private static final TaskKind WORK = new TaskKind.Java("work", Map.of());

  private final Database database;

  StarvationTest(Database database) {
    this.database = database;
    database
        .jdbi()
        .useHandle(handle -> handle.execute("INSERT INTO pools (pool, slots) VALUES ('one', 1)"));
  }

  /** Its tasks have a greater priority than any other: there are thousands after the first. */
  private static Dag large() {
    DagBuilder dag =
        Dag.builder("large")
            .limits(
                new DagLimits(1, MANY, Duration.ofDays(1), AutoPause.NEVER, DagLimits.Order.USUAL));
    for (int i = 0; i < MANY; i++) {
      dag.task("t" + i, WORK, t -> t.pool("one", 1));
    }
    return dag.build();
  }

  private static Dag small(String id, String pool) {
    return Dag.builder(id)
        .task("a", WORK, t -> t.pool(pool, 1))
        .task("b", WORK, t -> t.after("a").pool(pool, 1))
        .build();
  }

  @Test
  void smallDagsEndWhileTheLargeOneHasHardlyBegun() {
    Task work = context -> TaskOutcome.done();
    List<Dag> dags = new ArrayList<>(List.of(large()));
    for (int i = 0; i < 5; i++) {
      dags.add(small("beside_" + i, "default"));
      dags.add(small("within_" + i, "one"));
    }
    try (Engine engine = new Engine(database, Map.of("work", work))) {
      engine.load(dags.toArray(Dag[]::new));
      engine.trigger("large");
      // Thousands wait already when the others come.
      while (engine.count("SELECT count(*) FROM task_instances WHERE state = 'SCHEDULED'") == 0) {
        engine.scheduler().pass();
      }
      for (int i = 0; i < 5; i++) {
        engine.trigger("beside_" + i);
        engine.trigger("within_" + i);
      }
      engine.start();
      Map<String, String> ends = engine.finishAllBut("large");

      assertThat(ends).hasSize(10).doesNotContainValue("FAILED");
      assertThat(engine.count(DONE_BEFORE.formatted("beside")))
          .as("tasks of the large DAG that ran before the last of those in another pool")
          .isLessThan(100);
      // Six DAGs share the slot fairly: while five run two tasks each, the sixth has its turns.
      assertThat(engine.count(DONE_BEFORE.formatted("within")))
          .as("tasks of the large DAG that ran before the last of those in the same pool")
          .isBetween(1L, 100L);
    }
  }

  private static final String DONE_BEFORE =
      """
      SELECT count(*) FROM attempts WHERE dag_id = 'large' AND started_at < (
        SELECT max(ended_at) FROM attempts WHERE dag_id LIKE '%s%%')
      """;
}
