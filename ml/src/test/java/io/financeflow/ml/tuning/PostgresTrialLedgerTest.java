package io.financeflow.ml.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.PostgresExtension;
import io.financeflow.schema.db.Rows;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class PostgresTrialLedgerTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-05T12:00:00Z"), ZoneOffset.UTC);
  private static final Hyperband PLAN = new Hyperband(Bowl.SPACE, new Brackets(9, 3), 11);

  private static SearchHead head(String name) {
    JsonObject settings = JsonParser.parseString("{\"folds\": 4}").getAsJsonObject();
    return new SearchHead(name, "lstm", "demo", settings);
  }

  private static PostgresTrialLedger open(Database database, String name) {
    return PostgresTrialLedger.open(database, head(name), PLAN, CLOCK);
  }

  private static SearchOutcome run(Evaluator evaluator, TrialLedger ledger) {
    return new Search(PLAN, evaluator, ledger, Limits.NONE, CLOCK).run(1, progress -> {});
  }

  @Test
  void theDatabaseRemembersWhatMemoryDoes(Database database) {
    SearchOutcome stored = run(Bowl::evaluate, open(database, "a"));

    assertThat(stored).isEqualTo(run(Bowl::evaluate, new MemoryLedger()));
    assertThat(
            Rows.of(
                database,
                "SELECT name, kind, model_kind, subject, settings, seed, state, end_reason"
                    + " FROM tuning_searches"))
        .containsExactly(
            "a hyperband lstm demo {\"folds\": 4, \"factor\": 3, \"max_epochs\": 9} 11 DONE"
                + " all 3 brackets were run");
    assertThat(Rows.of(database, "SELECT count(*), count(checkpoint) FROM tuning_trials"))
        .containsExactly("23 0");
  }

  @Test
  void aSearchKilledInTheMiddleOfATrialGoesOnToTheSameTable(Database database) {
    SearchOutcome undisturbed = run(Bowl::evaluate, open(database, "undisturbed"));
    for (int at : new int[] {1, 8, 10, 12, 23}) {
      AtomicInteger calls = new AtomicInteger();
      String name = "killed-" + at;
      Evaluator dying =
          (values, budget, checkpoint) -> {
            if (calls.incrementAndGet() == at) {
              throw new Bowl.Killed();
            }
            return Bowl.evaluate(values, budget, checkpoint);
          };

      assertThatThrownBy(() -> run(dying, open(database, name))).isInstanceOf(Bowl.Killed.class);
      assertThat(
              Rows.of(
                  database,
                  "SELECT s.state, number FROM tuning_searches s JOIN tuning_trials t"
                      + " ON search = name AND t.state = 'RUNNING' WHERE name = '%s'"
                          .formatted(name)))
          .containsExactly("RUNNING " + at);

      assertThat(run(dying, open(database, name))).isEqualTo(undisturbed);
      assertThat(calls).hasValue(undisturbed.trials().size() + 1);
    }
  }

  @Test
  void aSearchThatIsStoppedOnTwoThreadsGoesOnToTheSameTable(Database database) {
    GridSearch plan = new GridSearch(SearchSpace.of(SearchSpace.intRange("x", 0, 9, 1)), 1);
    Evaluator evaluator =
        (values, budget, checkpoint) -> Evaluation.of(values.integer("x"), List.of());
    List<Search> stopping = new ArrayList<>();
    stopping.add(search(plan, evaluator, database, "stopped"));

    SearchOutcome stopped =
        stopping
            .get(0)
            .run(
                2,
                progress -> {
                  if (progress.done() == 4) {
                    stopping.get(0).stop();
                  }
                });

    assertThat(stopped.end())
        .isEqualTo(new SearchEnd(SearchEnd.State.STOPPED, "stopped on request after 4 trials"));
    assertThat(stopped.trials().stream().filter(Trial::ended)).hasSize(4);
    assertThat(Rows.of(database, "SELECT state, end_reason FROM tuning_searches"))
        .containsExactly("STOPPED stopped on request after 4 trials");
    assertThat(search(plan, evaluator, database, "stopped").run(2, progress -> {}))
        .isEqualTo(search(plan, evaluator, database, "undisturbed").run(1, progress -> {}));
  }

  private static Search search(
      SearchPlan plan, Evaluator evaluator, Database database, String name) {
    PostgresTrialLedger ledger = PostgresTrialLedger.open(database, head(name), plan, CLOCK);
    return new Search(plan, evaluator, ledger, Limits.NONE, CLOCK);
  }

  @Test
  void aFinishedSearchHasNothingLeft(Database database) {
    SearchOutcome first = run(Bowl::evaluate, open(database, "a"));

    assertThat(
            run(
                (values, budget, checkpoint) -> {
                  throw new AssertionError();
                },
                open(database, "a")))
        .isEqualTo(first);
  }

  @Test
  void failedTrialsAreStoredAndRunAgain(Database database) {
    Evaluator broken =
        (values, budget, checkpoint) -> {
          throw new IllegalStateException("no data");
        };

    SearchOutcome failed = run(broken, open(database, "a"));

    assertThat(failed.end().reason()).isEqualTo("3 trials in a row failed, the last with: no data");
    assertThat(Rows.of(database, "SELECT number, state, error FROM tuning_trials ORDER BY 1"))
        .containsExactly("1 FAILED no data", "2 FAILED no data", "3 FAILED no data");
    assertThat(run(Bowl::evaluate, open(database, "a")))
        .isEqualTo(run(Bowl::evaluate, new MemoryLedger()));
  }

  @Test
  void whoeverLostASearchMayNotWrite(Database database) {
    PostgresTrialLedger first = open(database, "a");
    PostgresTrialLedger second = open(database, "a");

    assertThatThrownBy(() -> run(Bowl::evaluate, first))
        .isInstanceOf(SearchTakenOver.class)
        .hasMessage(
            "search a was taken over by another process, which goes on with it: see its progress");
    assertThat(run(Bowl::evaluate, second).trials()).hasSize(23);
    assertThat(new SearchArchive(database).delete("a")).isTrue();
    assertThatThrownBy(() -> second.end(new SearchEnd(SearchEnd.State.DONE, "x"), CLOCK.instant()))
        .isInstanceOf(SearchTakenOver.class);
  }

  @Test
  void aNameIsForOneSearch(Database database) {
    open(database, "a");
    Hyperband other = new Hyperband(Bowl.SPACE, new Brackets(27, 3), 11);

    assertThatThrownBy(() -> PostgresTrialLedger.open(database, head("a"), other, CLOCK))
        .hasMessage(
            "search a was begun with another plan, space, seed, subject or settings: take another"
                + " name, or delete it");
    assertThatThrownBy(() -> head("A b"))
        .hasMessage(
            "a search has a name like lstm-demo, a kind of model and a subject but had A b, lstm,"
                + " demo");
  }

  @Test
  void theArchiveShowsSearchesAndTheirTrials(Database database) {
    SearchOutcome outcome = run(Bowl::evaluate, open(database, "a"));
    SearchArchive archive = new SearchArchive(database);

    StoredSearch search = archive.find("a").orElseThrow();

    assertThat(archive.all()).containsExactly(search);
    assertThat(search.end()).contains(outcome.end());
    assertThat(search.space()).isEqualTo(Bowl.SPACE);
    assertThat(archive.trials(search)).isEqualTo(outcome.trials());
    assertThat(archive.find("b")).isEmpty();
    assertThat(archive.delete("b")).isFalse();
  }

  @Test
  void trialsAreExportedInAFixedForm(Database database) {
    SearchSpace space =
        SearchSpace.of(
            SearchSpace.choice("y", 0.0001, 100), SearchSpace.choice("name", "a,b", "c"));
    GridSearch plan = new GridSearch(space, 5);
    PostgresTrialLedger ledger = PostgresTrialLedger.open(database, head("csv"), plan, CLOCK);
    Evaluator evaluator =
        (values, budget, checkpoint) -> {
          if (values.text("name").equals("c")) {
            throw new IllegalStateException("c");
          }
          double y = values.number("y");
          return Evaluation.of(y, List.of(y / 2, y * 2));
        };
    SearchOutcome outcome =
        new Search(plan, evaluator, ledger, Limits.NONE, CLOCK).run(1, progress -> {});
    StringWriter csv = new StringWriter();

    TrialCsv.write(space, outcome.trials(), csv);

    assertThat(csv)
        .hasToString(
            """
            trial,y,name,fold_1,fold_2,objective,epochs,seconds,state
            1,0.0001,"a,b",0.00005,0.0002,0.0001,5,0.000,DONE
            2,0.0001,c,,,,5,0.000,FAILED
            3,100,"a,b",50,200,100,5,0.000,DONE
            4,100,c,,,,5,0.000,FAILED
            """);
  }
}
