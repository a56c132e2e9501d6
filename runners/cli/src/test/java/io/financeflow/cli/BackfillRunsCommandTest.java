package io.financeflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.financeflow.orchestrator.catalogue.DagRegistry;
import io.financeflow.orchestrator.catalogue.LoadedDag;
import io.financeflow.orchestrator.dag.Dag;
import io.financeflow.orchestrator.dag.TaskKind;
import io.financeflow.orchestrator.timetable.DayTime;
import io.financeflow.orchestrator.timetable.Exchange;
import io.financeflow.orchestrator.timetable.Schedule;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.PostgresExtension;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Backfills from the command line; no scheduler runs. */
@ExtendWith(PostgresExtension.class)
class BackfillRunsCommandTest {
  private final Cli cli;

  BackfillRunsCommandTest(Database database) {
    this.cli = Cli.on(database.settings()).with("USER", "ann");
    Dag dag =
        Dag.builder("daily")
            .schedule(new Schedule.Sessions(DayTime.parse(Exchange.NYSE, "close + 45m"), 0))
            .task("load", new TaskKind.Empty())
            .build();
    new DagRegistry(database.jdbi(), Cli.CLOCK)
        .load(List.of(new LoadedDag(dag, "test")), List.of());
  }

  private Cli.Result create(String name, String... more) {
    String[] args = new String[5 + more.length];
    String[] first = {"backfill-runs", "create", name, "--dag", "daily"};
    System.arraycopy(first, 0, args, 0, 5);
    System.arraycopy(more, 0, args, 5, more.length);
    return cli.run(args);
  }

  @Test
  void dryRunShowsEverySlotAndStoresNothing() {
    create("before", "--date", "2025-01-08");

    Cli.Result result = create("jan", "--from=2025-01-07", "--to=2025-01-10", "--dry-run");

    assertThat(result.out())
        .isEqualTo(
            """
            backfill  run                             from        to          slots  what
            -------------------------------------------------------------------------------------------
            jan       backfill__2025-01-07T05:00:00Z  2025-01-07  2025-01-07      1  new
            jan       backfill__2025-01-10T05:00:00Z  2025-01-10  2025-01-10      1  new
            jan                                       2025-01-08  2025-01-08      1  skipped: in flight
            would create jan: 2 runs of daily, estimated finish unknown: none has run yet
            skipped 1: in flight
            """);
    assertThat(result.exitCode()).isZero();
    assertThat(cli.run("backfill-runs", "show", "jan").exitCode()).isEqualTo(2);
  }

  @Test
  void backfillIsCreatedShownPausedResumedAndCancelled() {
    assertThat(create("jan", "--from", "2025-01-06", "--to", "2025-01-10", "--merge", "3").out())
        .isEqualTo("created jan: 2 runs of daily, estimated finish unknown: none has run yet\n");
    assertThat(cli.run("backfill-runs", "pause", "jan").out()).isEqualTo("paused: jan\n");
    assertThat(cli.run("backfill-runs", "list").out())
        .isEqualTo(
            """
            name  dag    state   from        to          queued  running  success  failed  after  estimated_finish  asked_by  created_at
            --------------------------------------------------------------------------------------------------------------------------------------
            jan   daily  paused  2025-01-06  2025-01-10       2        0        0       0                           ann       2025-01-31T22:00:00Z
            """);
    assertThat(cli.run("backfill-runs", "resume", "jan").out()).isEqualTo("resumed: jan\n");
    assertThat(cli.run("backfill-runs", "cancel", "jan").out())
        .isEqualTo("cancelled: jan; runs: 2 not begun, 0 stopped, 0 go on\n");

    JsonObject shown = cli.run("backfill-runs", "show", "jan", "-o", "json").json();

    assertThat(shown.get("state").getAsString()).isEqualTo("cancelled");
    assertThat(shown.get("merge").getAsInt()).isEqualTo(3);
    JsonArray runs = shown.getAsJsonArray("runs");
    assertThat(runs.size()).isEqualTo(2);
    assertThat(runs.get(0))
        .isEqualTo(
            JsonParser.parseString(
                """
                {"run": "backfill__2025-01-08T05:00:00Z", "from": "2025-01-06", "to": "2025-01-08",
                 "state": "failed", "started_at": null, "seconds": null, "reason": "cancelled"}
                """));
    assertThat(cli.run("backfill-runs", "show", "jan", "--runs").out())
        .contains("asked_by         ann\n", "backfill__2025-01-10T05:00:00Z  2025-01-10");
  }

  @Test
  void secondTimeThereIsNothingToDo() {
    create("one", "--date", "2025-01-08,2025-01-07");

    Cli.Result again = create("two", "--from", "2025-01-07", "--to", "2025-01-08");

    assertThat(again.exitCode()).isZero();
    assertThat(again.out())
        .isEqualTo(
            """
            skipped 2: in flight
            nothing to do: every slot is skipped
            """);
  }

  @Test
  void wrongUseIsOneLine() {
    create("one", "--date", "2025-01-08");

    assertWrong(
        create("one", "--date", "2025-01-07"),
        "there is a backfill 'one' already: choose another name");
    assertWrong(create("two"), "which slots? give --from and --to, or --date, or --slot");
    assertWrong(
        create("two", "--from", "2025-01-07", "--date", "2025-01-07"),
        "give a range (--from --to) or a list (--date, --slot), not both");
    assertWrong(
        create("two", "--from", "2025-01-07", "--to", "2025-01-06"),
        "--to 2025-01-06 lies before --from 2025-01-07");
    assertWrong(
        create("two", "--slot", "noon"), "--slot must be like 2025-01-10T05:00:00Z but was 'noon'");
    assertWrong(
        create("two", "--date", "2025-01-09"),
        "the DAG 'daily' has no slot on 2025-01-09; the next one is 2025-01-10T05:00:00Z, about"
            + " 2025-01-10");
    assertWrong(
        create("two", "--date", "2025-01-07", "--reprocess", "some"),
        "--reprocess must be none, failed or all but was 'some'");
    assertWrong(
        create("a b", "--date", "2025-01-07"),
        "a name must be 1 to 100 letters, digits, '_', '.' or '-' but was 'a b'");
    assertWrong(
        create("two", "--date", "2025-01-07", "--share", "101"),
        "share must be 0 to 100 but was 101");
    assertWrong(
        create("two", "--date", "2025-01-07", "--task", "laod"),
        "there is no task 'laod'; did you mean 'load'? known are load");
    assertWrong(
        cli.run("backfill-runs", "cancel", "on"),
        "there is no backfill 'on'; did you mean 'one'? known are one");
  }

  private static void assertWrong(Cli.Result result, String message) {
    assertThat(result.err()).isEqualTo("error: " + message + "\n");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
  }

  @Test
  void emptyListSaysWhatToDo() {
    assertThat(cli.run("backfill-runs", "list").out())
        .isEqualTo("no backfills: see ./financeflow backfill-runs create --help\n");
    assertThat(cli.run("backfill-runs", "list", "-o", "json").out()).isEqualTo("[]\n");
  }
}
