package io.financeflow.cli.learn;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.financeflow.cli.Cli;
import io.financeflow.cli.Tables;
import io.financeflow.ml.monitoring.PromotionGate;
import io.financeflow.ml.monitoring.RetrainingPolicy;
import io.financeflow.ml.store.ModelRef;
import io.financeflow.ml.store.ModelStore;
import io.financeflow.ml.store.Prediction;
import io.financeflow.ml.store.PredictionStore;
import io.financeflow.ml.store.StoredVersion;
import io.financeflow.schema.calendar.TradingCalendar;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.PostgresExtension;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two tickers whose returns follow the one before, against it in the first 150 sessions. */
@ExtendWith(PostgresExtension.class)
class RetrainCommandTest {
  private static final TradingCalendar NYSE = TradingCalendar.nyse();
  private static final LocalDate LAST = LocalDate.parse("2025-01-31");
  private static final LocalDate TURN = NYSE.shift(LAST, -400);
  private static final LocalDate FIRST = NYSE.shift(TURN, -150);
  private static final UUID RUN = UUID.fromString("00000000-0000-0000-0000-000000000001");

  private final Database database;
  private final Tables tables;
  private final Cli cli;

  RetrainCommandTest(Database database) {
    this.database = database;
    this.tables = new Tables(database);
    this.cli = Cli.on(database.settings());
  }

  /**
   * Returns with that weight of the one before: {@code early} up to the turn, then {@code late}.
   */
  private void market(double early, double late) {
    database
        .jdbi()
        .useHandle(
            handle -> {
              PreparedBatch batch =
                  handle.prepareBatch(
                      """
                      INSERT INTO daily_bars (ticker, trading_date, open, high, low, close, volume,
                        source, daily_return) VALUES (:t, :d, :c, :c, :c, :c, 1, 'test', :r)
                      """);
              for (String ticker : List.of("AAA", "BBB")) {
                Random random = new Random(ticker.hashCode());
                double close = 100;
                double change = 0;
                for (LocalDate session : NYSE.sessions(FIRST, LAST)) {
                  double weight = session.isAfter(TURN) ? late : early;
                  change = weight * change + 0.01 * random.nextGaussian();
                  close *= 1 + change;
                  batch.bind("t", ticker).bind("d", session).bind("c", close).bind("r", change);
                  batch.add();
                }
              }
              batch.execute();
            });
  }

  private Cli.Result succeed(String... args) {
    Cli.Result result = cli.run(args);
    assertThat(result.exitCode()).as(result.err()).isZero();
    return result;
  }

  private StoredVersion champion(LocalDate upTo) {
    succeed(
        "train",
        "arima",
        "--ticker=AAA,BBB",
        "--order=1,0,0",
        "--target=next_return",
        "--to=" + upTo,
        "--name=m");
    succeed("models", "promote", "m:1", "--reason", "first");
    return new ModelStore(database, Cli.CLOCK).find(ModelRef.parse("m"));
  }

  /** Forecasts of that champion about the latest sessions, wrong by that much. */
  private void forecasts(StoredVersion version, int sessions, double wrong) {
    List<Prediction> predictions = new ArrayList<>();
    for (LocalDate target : NYSE.sessions(NYSE.shift(LAST, 1 - sessions), LAST)) {
      predictions.add(
          new Prediction(
              version.id(), "AAA", NYSE.previous(target), target, 1, wrong, Optional.empty()));
    }
    new PredictionStore(database, Cli.CLOCK).upsert(predictions, RUN);
  }

  private List<String> decisions() {
    return tables.column(
        """
        SELECT concat_ws(' ', trigger, decision, challenger_version) FROM retraining_decisions
        ORDER BY id
        """);
  }

  private List<String> aliases() {
    return tables.column("SELECT alias || ' ' || version FROM model_aliases ORDER BY alias");
  }

  @Test
  void emptyDatabaseIsFriendly() {
    String sentence = "no champion yet: ./financeflow models promote NAME:number makes one\n";

    assertThat(succeed("monitor").out()).isEqualTo(sentence);
    assertThat(succeed("retrain").out()).isEqualTo(sentence);
    assertThat(succeed("monitor", "--json").json())
        .hasToString("{\"command\":\"monitor\",\"scored\":0,\"alarms\":0,\"checks\":[]}");
  }

  @Test
  void wrongCommandLinesAreRefused() {
    assertThat(cli.run("monitor", "--window", "5").err())
        .isEqualTo("error: --window must be 20 to 1000 but was 5\n");
    assertThat(cli.run("retrain", "--cool-down", "soon").err())
        .isEqualTo("error: --cool-down must be days like 7d but was soon\n");
    assertThat(cli.run("retrain", "--alpha", "2").exitCode()).isEqualTo(2);
    assertThat(cli.run("retrain", "--model", "none").err())
        .isEqualTo("error: there is no model 'none'; there are none\n");
  }

  @Test
  void defaultsOfTheCommandAreThoseOfTheLibrary() {
    assertThat(succeed("retrain", "--help").out().replaceAll("\\s+", " "))
        .contains("(default: %dd)".formatted(RetrainingPolicy.USUAL.coolDown().toDays()))
        .contains("be smaller (default: %s)".formatted(PromotionGate.USUAL.margin()))
        .contains("p-value that promotes (default: %s)".formatted(PromotionGate.USUAL.alpha()));
  }

  @Test
  void betterChallengerBecomesChampionAndEveryDecisionIsKept() {
    market(-0.6, 0.7);
    champion(TURN);

    assertThat(succeed("retrain", "--dry-run", "--json").json().toString())
        .contains("\"decision\":\"RETRAIN\"")
        .contains("new_data: 400 new sessions, 20 are enough");
    assertThat(decisions()).isEmpty();
    JsonObject first = succeed("retrain", "--json").json();
    assertThat(first.get("promoted").getAsInt()).isEqualTo(1);
    assertThat(decisions()).containsExactly("NEW_DATA RETRAIN", "NEW_DATA PROMOTE 2");
    assertThat(aliases()).containsExactly("champion 2", "previous 1");
    assertThat(tables.column("SELECT parent_version FROM model_versions WHERE version = 2"))
        .containsExactly("1");
    assertThat(tables.column("SELECT unnest(reasons) FROM retraining_decisions WHERE id = 2"))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("m:2 beats m:1: rmse 0.0"),
            line -> assertThat(line).startsWith("m:2 beats last-value: rmse 0.0"),
            line -> assertThat(line).startsWith("m:2 beats drift: rmse 0.0"),
            line -> assertThat(line).contains("on 60 sessions of 2 tickers"));

    succeed("retrain");
    succeed("retrain", "--force");

    // No reason; then nothing to compare on.
    assertThat(decisions().subList(2, 4)).containsExactly("LEAVE", "LEAVE");
    assertThat(aliases()).containsExactly("champion 2", "previous 1");
  }

  @Test
  void challengerThatIsNoBetterStaysChallengerAndTheNextHasToWait() {
    market(0, 0);
    champion(TURN);

    succeed("retrain");

    assertThat(decisions()).containsExactly("NEW_DATA RETRAIN", "NEW_DATA KEEP 2");
    assertThat(tables.column("SELECT reasons[1] FROM retraining_decisions WHERE id = 2").get(0))
        .contains("(needed: 0.50 %)")
        .endsWith("(needed: < 0.05)");
    succeed("retrain");
    succeed("retrain", "--cool-down", "0d", "--dry-run");
    assertThat(decisions().subList(2, 3)).containsExactly("NEW_DATA COOL_DOWN");
    assertThat(tables.column("SELECT reasons[2] FROM retraining_decisions WHERE id = 3"))
        .containsExactly("cool-down until 2025-02-05T22:00:00Z");
    assertThat(decisions()).hasSize(3);
    assertThat(aliases()).containsExactly("challenger 2", "champion 1");
  }

  @Test
  void worseForecastsAreAnAlarmAndTheReasonToTrain() {
    market(-0.6, 0.7);
    StoredVersion version = champion(NYSE.shift(LAST, -40));
    forecasts(version, 40, 0.2);

    Cli.Result watched = cli.run("monitor", "--json");

    assertThat(watched.exitCode()).isEqualTo(20);
    assertThat(watched.err()).contains("checks say ALARM, first m:1 forecasts: rmse 0.");
    assertThat(watched.json().get("scored").getAsInt()).isEqualTo(40);
    assertThat(
            tables.column(
                """
                SELECT subject || ' ' || metric || ' ' || verdict FROM monitoring_checks
                WHERE subject = 'forecasts' ORDER BY id LIMIT 2
                """))
        .containsExactly("forecasts rmse ALARM", "forecasts mae ALARM");
    succeed("retrain");
    assertThat(decisions().get(0)).isEqualTo("PERFORMANCE RETRAIN");
  }

  @Test
  void fewForecastsSayNothing() {
    market(0, 0);
    forecasts(champion(NYSE.shift(LAST, -10)), 10, 0.2);

    assertThat(succeed("monitor").out())
        .contains("TOO_FEW  rmse: 10 scored forecasts, and 20 are needed")
        .contains("m:1    returns");
    assertThat(tables.column("SELECT DISTINCT verdict FROM monitoring_checks"))
        .containsExactly("TOO_FEW");
  }

  @Test
  void modelWithoutChampionWaitsForAPersonOrForce() {
    market(0.7, 0.7);
    succeed("train", "arima", "--ticker=AAA", "--order=1,0,0", "--target=next_return", "--name=m");

    assertThat(cli.run("retrain", "--model", "m").err())
        .isEqualTo(
            "error: m has no champion: ./financeflow models promote m:1 makes one, or add --force\n");
    succeed("retrain", "--model", "m", "--force");

    assertThat(decisions()).containsExactly("MANUAL RETRAIN", "MANUAL PROMOTE 2");
    assertThat(aliases()).containsExactly("champion 2");
  }

  @Test
  void racingRetrainsPromoteOnce() throws Exception {
    market(-0.6, 0.7);
    champion(TURN);
    ExecutorService two = Executors.newFixedThreadPool(2);

    List<Future<Cli.Result>> racers = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      racers.add(two.submit(() -> cli.run("retrain", "--force", "--json")));
    }
    List<Integer> exitCodes = new ArrayList<>();
    for (Future<Cli.Result> racer : racers) {
      exitCodes.add(racer.get().exitCode());
    }
    two.shutdown();

    // The second is refused while the first is at it, or finds nothing new to compare on.
    assertThat(exitCodes).contains(0).allMatch(code -> code == 0 || code == 10);
    assertThat(
            tables.number("SELECT count(*) FROM retraining_decisions WHERE decision = 'PROMOTE'"))
        .isEqualTo(1);
    assertThat(tables.number("SELECT count(*) FROM promotions WHERE action = 'promote'"))
        .isEqualTo(2);
    assertThat(tables.number("SELECT count(*) FROM model_versions")).isEqualTo(2);
  }
}
