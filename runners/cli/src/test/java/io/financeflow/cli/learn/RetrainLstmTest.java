package io.financeflow.cli.learn;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.financeflow.cli.Cli;
import io.financeflow.cli.Tables;
import io.financeflow.schema.calendar.TradingCalendar;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.PostgresExtension;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Five tickers and a sixth that no dataset has, with a feature that says nothing about the next
 * return up to a turn, and may say most of it from then on.
 */
@ExtendWith(PostgresExtension.class)
class RetrainLstmTest {
  private static final TradingCalendar NYSE = TradingCalendar.nyse();
  private static final List<String> TICKERS = List.of("A", "B", "C", "D", "E", "Z");
  private static final LocalDate LAST = LocalDate.parse("2025-01-31");
  private static final LocalDate TURN = NYSE.shift(LAST, -320);
  private static final LocalDate FIRST = NYSE.shift(TURN, -120);
  private static final String[] SETTINGS = {
    "--units=4", "--learning-rate=0.03", "--batch-size=128", "--epochs=10", "--dropout=0"
  };

  private final Database database;
  private final Tables tables;
  private final Cli cli;

  RetrainLstmTest(Database database) {
    this.database = database;
    this.tables = new Tables(database);
    this.cli = Cli.on(database.settings());
  }

  @BeforeEach
  void makeFeatureSet() {
    tables.execute(
        """
        INSERT INTO feature_sets (name, version, columns, labels, lookback_bars, lookback_sessions,
          horizon, definition, definition_hash, description)
        VALUES ('tiny', 1, '{signal,noise}', '{next_return}', 1, 1, 1, 'x', repeat('0', 64), '')
        """);
  }

  /** The feature says that much of the returns after the turn; the last ones are not known yet. */
  private void market(double late) {
    database
        .jdbi()
        .useHandle(
            handle -> {
              PreparedBatch rows =
                  handle.prepareBatch(
                      """
                      INSERT INTO feature_rows (feature_set, trading_date, ticker, features, labels)
                      SELECT id, :d, :t, ARRAY[:s, :n], ARRAY[:r]::real[] FROM feature_sets
                      """);
              for (String ticker : TICKERS) {
                Random random = new Random(ticker.hashCode());
                for (LocalDate session : NYSE.sessions(FIRST, LAST)) {
                  double signal = random.nextGaussian();
                  double weight = session.isAfter(TURN) ? late : 0;
                  double next = 0.01 * (weight * signal + (1 - weight) * random.nextGaussian());
                  rows.bind("d", session).bind("t", ticker).bind("s", signal);
                  rows.bind("n", random.nextGaussian());
                  rows.bind("r", session.equals(LAST) ? null : (Double) next).add();
                }
              }
              rows.execute();
            });
  }

  /** A dataset of the sessions up to one, with the validation segment before that. */
  private void champion(LocalDate validTo, String... more) {
    tables.execute(
        """
        INSERT INTO datasets (name, feature_set, universe, tickers, train_from, train_to, valid_from,
          valid_to, test_from, test_to, time_steps, purge, mean, deviation, train_rows, valid_rows,
          test_rows, fingerprint, run_id, created_at)
        SELECT 'd', id, 'given', '{A,B,C,D,E}', '%s', '%s', '%s', '%s', '%s', '%s', 5, 6, '{0,0}',
          '{1,1}', 1, 1, 1, repeat('a', 32), gen_random_uuid(), now()
        FROM feature_sets
        """
            .formatted(
                FIRST,
                NYSE.shift(validTo, -26),
                NYSE.shift(validTo, -19),
                validTo,
                NYSE.shift(validTo, 7),
                NYSE.shift(validTo, 12)));
    String[] args = {"train", "lstm", "--dataset=d", "--name=n"};
    run(concat(concat(args, SETTINGS), more));
    run("models", "promote", "n:1", "--reason", "first");
  }

  private static String[] concat(String[] one, String[] other) {
    return Stream.of(one, other).flatMap(Arrays::stream).toArray(String[]::new);
  }

  private Cli.Result run(String... args) {
    Cli.Result result = cli.run(args);
    assertThat(result.exitCode()).as(result.err()).isZero();
    return result;
  }

  private List<String> decisions() {
    return tables.column(
        """
        SELECT concat_ws(' ', trigger, decision, challenger_version) FROM retraining_decisions
        ORDER BY id
        """);
  }

  private List<String> reasons(int decision) {
    return tables.column("SELECT unnest(reasons) FROM retraining_decisions WHERE id = " + decision);
  }

  private List<String> aliases() {
    return tables.column("SELECT alias || ' ' || version FROM model_aliases ORDER BY alias");
  }

  private static LocalDate ago(int sessions) {
    return NYSE.shift(LAST, -sessions);
  }

  @Test
  void challengerThatHasLearntWhatTheChampionMissesBecomesChampion() {
    market(0.8);
    champion(TURN);

    run("retrain");

    assertThat(decisions()).containsExactly("NEW_DATA RETRAIN", "NEW_DATA PROMOTE 2");
    assertThat(reasons(1)).containsExactly("new_data: 319 new sessions, 20 are enough");
    assertThat(reasons(2))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("n:2 beats n:1: rmse 0.00"),
            line -> assertThat(line).startsWith("n:2 beats zero: rmse 0.00"),
            line -> assertThat(line).startsWith("n:2 beats mean: rmse 0.00"),
            line ->
                assertThat(line)
                    .endsWith(
                        "%s..%s; compared by twins that end before %s, on 60 sessions of 5 tickers"
                            .formatted(FIRST, ago(1), ago(60))));
    assertThat(aliases()).containsExactly("champion 2", "previous 1");
    assertThat(
            tables.column(
                """
                SELECT concat_ws(' ', parent_version, data_from, data_to, dataset, data_rows,
                  config - 'learnt_from' = (SELECT config FROM model_versions WHERE version = 1))
                FROM model_versions WHERE version = 2
                """))
        .containsExactly("1 %s %s d %d t".formatted(FIRST, ago(1), 5 * 440));

    run("retrain", "--force");

    assertThat(decisions().subList(2, 3)).containsExactly("LEAVE");
    assertThat(reasons(3))
        .containsExactly(
            "manual: asked for",
            "left: only 0 sessions that n:2 has not seen, and 20 are needed to compare on");
  }

  @Test
  void promotedChallengerIsAskedMonitoredAndTrainedAgainWithoutItsDataset() {
    market(0.8);
    champion(TURN);
    tables.execute(
        "UPDATE feature_rows SET labels = '{NULL}' WHERE trading_date >= '" + ago(30) + "'");
    run("retrain");
    tables.execute("DELETE FROM datasets");

    JsonObject predicted = run("predict", "--model=n", "--json").json();
    Cli.Result learnt = cli.run("predict", "--model=n", "--date=" + ago(31));
    JsonObject watched = run("monitor", "--json").json();

    JsonArray predictions = predicted.getAsJsonArray("predictions");
    assertThat(predictions)
        .extracting(each -> text(each, "ticker"))
        .containsExactly("A", "B", "C", "D", "E");
    assertThat(predictions)
        .allSatisfy(
            each -> {
              assertThat(text(each, "as_of")).isEqualTo("2025-01-31");
              assertThat(number(each, "low")).isLessThan(number(each, "value"));
              assertThat(Math.signum(number(each, "value")))
                  .isEqualTo(signal(text(each, "ticker")));
            });
    assertThat(learnt.err())
        .contains(
            "n:2 has learnt from what came after %s: ask for a session after %1$s"
                .formatted(ago(31)));
    assertThat(learnt.exitCode()).isEqualTo(2);
    assertThat(watched.getAsJsonArray("checks"))
        .extracting(each -> text(each, "subject"))
        .containsOnly("forecasts", "signal", "noise");
    assertThat(
            tables.column(
                "SELECT DISTINCT verdict FROM monitoring_checks WHERE subject = 'signal'"))
        .containsExactly("OK");

    tables.execute(
        "UPDATE feature_rows SET labels = ARRAY[0.008 * features[1]] WHERE labels[1] IS NULL");
    run("retrain", "--force");

    assertThat(reasons(4))
        .last()
        .asString()
        .contains(
            "%s..%s; compared by twins that end before %s, on 31 sessions of 5 tickers"
                .formatted(FIRST, LAST, ago(30)));
    assertThat(tables.column("SELECT parent_version FROM model_versions WHERE version = 3"))
        .containsExactly("2");
  }

  @Test
  void challengerOfNoiseStaysChallenger() {
    market(0);
    champion(TURN);

    run("retrain");

    assertThat(decisions()).containsExactly("NEW_DATA RETRAIN", "NEW_DATA KEEP 2");
    assertThat(aliases()).containsExactly("challenger 2", "champion 1");
  }

  @Test
  void directionsAreJudgedByTheirProbabilities() {
    market(0.8);
    champion(TURN, "--target=direction");

    run("retrain");

    assertThat(reasons(2))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("n:2 beats n:1: rmse 0."),
            line ->
                assertThat(line)
                    .startsWith("n:2 beats even-chance: rmse 0.")
                    .contains("against 0.500000,"),
            line -> assertThat(line).startsWith("n:2 beats majority-class: rmse 0."),
            line -> assertThat(line).startsWith("trained on "));
    assertThat(aliases()).containsExactly("champion 2", "previous 1");
  }

  @Test
  void fewSessionsAreNoComparison() {
    market(0.8);
    champion(ago(15));

    run("retrain", "--force");

    assertThat(decisions()).containsExactly("LEAVE");
    assertThat(reasons(1))
        .last()
        .isEqualTo("left: only 14 sessions that n:1 has not seen, and 20 are needed to compare on");
    assertThat(aliases()).containsExactly("champion 1");
  }

  @Test
  void championWhoseDatasetIsGoneIsLeft() {
    market(0);
    champion(TURN);
    tables.execute("DELETE FROM datasets");

    run("retrain");

    assertThat(reasons(1))
        .containsExactly(
            "the dataset that n:1 has learnt from is gone or has changed: train it with"
                + " ./financeflow train, then compare and promote");
  }

  private double signal(String ticker) {
    return Math.signum(
        Double.parseDouble(
            tables
                .column(
                    "SELECT features[1] FROM feature_rows WHERE trading_date = '%s' AND ticker = '%s'"
                        .formatted(LAST, ticker))
                .get(0)));
  }

  private static String text(JsonElement object, String name) {
    return object.getAsJsonObject().get(name).getAsString();
  }

  private static double number(JsonElement object, String name) {
    return object.getAsJsonObject().get(name).getAsDouble();
  }
}
