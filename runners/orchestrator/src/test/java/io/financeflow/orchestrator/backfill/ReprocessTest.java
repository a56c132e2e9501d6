package io.financeflow.orchestrator.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeflow.orchestrator.dag.Dag;
import io.financeflow.orchestrator.dag.TaskKind;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.PostgresExtension;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every way a slot can stand, under every policy, against a table written by hand. */
@ExtendWith(PostgresExtension.class)
final class ReprocessTest {

  private static final String TIMES = "started_at = now(), ended_at = now()";

  /** What is done to the slot's run before, execution by execution; none for no run. */
  private static final Map<String, List<String>> HISTORIES =
      new TreeMap<>(
          Map.of(
              "2025-01-01", List.of(),
              "2025-01-02", List.of("state = 'QUEUED'"),
              "2025-01-03", List.of("state = 'RUNNING', started_at = now()"),
              "2025-01-04", List.of("state = 'SUCCESS', " + TIMES),
              "2025-01-05", List.of("state = 'FAILED', " + TIMES),
              "2025-01-06", List.of("state = 'FAILED', ended_at = now()"),
              "2025-01-07", List.of("state = 'FAILED', " + TIMES, "state = 'SUCCESS', " + TIMES),
              "2025-01-08", List.of("state = 'SUCCESS', " + TIMES, "state = 'FAILED', " + TIMES),
              "2025-01-09",
                  List.of("state = 'SUCCESS', " + TIMES, "state = 'FAILED', ended_at = now()"),
              "2025-01-10", List.of("state = 'FAILED', " + TIMES, "state = 'QUEUED'")));

  /** The numbers of the executions that come of it: 0 for none. */
  private static final Map<Reprocess, List<Integer>> ORACLE =
      Map.of(
          Reprocess.NONE, List.of(1, 0, 0, 0, 0, 2, 0, 0, 0, 0),
          Reprocess.FAILED, List.of(1, 0, 0, 0, 2, 2, 0, 3, 0, 0),
          Reprocess.ALL, List.of(1, 0, 0, 2, 2, 2, 3, 3, 3, 0));

  private final Database database;
  private final BackfillCreation creation;

  ReprocessTest(Database database) {
    this.database = database;
    this.creation = new BackfillCreation(database.jdbi(), Asks.CLOCK);
  }

  @ParameterizedTest
  @EnumSource
  void latestExecutionDecides(Reprocess policy) {
    Asks.load(
        database,
        Dag.builder("daily").schedule(Asks.days(10)).task("a", new TaskKind.Empty()).build());
    HISTORIES.forEach(this::write);
    long before = latest();

    BackfillPlan plan =
        creation.create(
            Asks.of("b", "daily", Asks.range("2025-01-01", "2025-01-10"), Asks.again(policy)));

    List<Integer> numbers = HISTORIES.keySet().stream().map(date -> created(date, before)).toList();
    assertThat(numbers).isEqualTo(ORACLE.get(policy));
    assertThat(plan.runs().size() + plan.skipped().size()).isEqualTo(10);
    assertThat(Asks.skipped(plan))
        .contains("2025-01-02: in flight", "2025-01-03: in flight", "2025-01-10: in flight");
  }

  private long latest() {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT max(execution_id) FROM executions")
                    .mapTo(Long.class)
                    .one());
  }

  private int created(String date, long after) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT coalesce(max(e.number), 0) FROM executions e JOIN runs r"
                            + " USING (run_key) WHERE r.last_date = :date::date"
                            + " AND e.execution_id > :after AND e.backfill_id IS NOT NULL")
                    .bind("date", date)
                    .bind("after", after)
                    .mapTo(Integer.class)
                    .one());
  }

  /** Makes the history by earlier backfills whose executions are then said to have ended so. */
  private void write(String date, List<String> executions) {
    for (int i = 0; i < executions.size(); i++) {
      creation.create(
          Asks.of(date + "-" + i, "daily", Asks.dates(date), Asks.again(Reprocess.ALL)));
      String change =
          "UPDATE executions SET "
              + executions.get(i)
              + " WHERE execution_id = (SELECT max(execution_id) FROM executions)";
      database.jdbi().useHandle(handle -> handle.execute(change));
    }
  }
}
