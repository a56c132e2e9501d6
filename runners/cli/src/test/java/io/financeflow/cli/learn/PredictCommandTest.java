package io.financeflow.cli.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class PredictCommandTest {
  private static final LocalDate LAST = LocalDate.of(2025, 1, 31);
  private static final String PREDICTIONS =
      "SELECT concat_ws(' ', ticker, as_of, target_date, horizon, value, low, high, level, made_at)"
          + " FROM predictions ORDER BY 1";

  private final Tables tables;
  private final Cli cli;

  PredictCommandTest(Database database) {
    this.tables = new Tables(database);
    this.cli = Cli.on(database.settings());
  }

  @Test
  void predictionsAreStoredOnceAndScoredWhenTheirTargetIsKnown() {
    bars("A", 1);
    bars("B", 2);
    train("2025-01-24");

    JsonObject first =
        json("predict", "--model", "m", "--date", "2025-01-27", "--to", "2025-01-30");
    List<String> stored = tables.column(PREDICTIONS);
    JsonObject again =
        json("predict", "--model", "m", "--date", "2025-01-27", "--to", "2025-01-30");
    JsonObject today = json("predict", "--model", "m:1", "--tickers", "B", "--horizon", "3");

    assertThat(first.getAsJsonArray("predictions")).hasSize(8);
    assertThat(first.get("changed").getAsInt()).isEqualTo(8);
    assertThat(first.get("scored").getAsInt()).isEqualTo(8);
    JsonObject one = first.getAsJsonArray("predictions").get(0).getAsJsonObject();
    assertThat(one.get("as_of").getAsString()).isEqualTo("2025-01-27");
    assertThat(one.get("target_date").getAsString()).isEqualTo("2025-01-28");
    assertThat(one.get("low").getAsDouble()).isLessThan(one.get("value").getAsDouble());
    assertThat(one.get("level").getAsDouble()).isEqualTo(0.9);
    assertThat(again.get("changed").getAsInt()).isZero();
    assertThat(again.get("scored").getAsInt()).isZero();
    assertThat(today.getAsJsonArray("predictions")).hasSize(3);
    assertThat(today.get("scored").getAsInt()).isZero();
    assertThat(tables.column(PREDICTIONS)).hasSize(11).containsAll(stored);
  }

  @Test
  void laterBarsAndSplitsChangeNoPrediction() {
    bars("A", 1);
    train("2025-01-24");
    json("predict", "--model", "m", "--date", "2025-01-27", "--to", "2025-01-28");
    List<String> stored = tables.column(PREDICTIONS);

    tables.execute("UPDATE daily_bars SET close = 7, low = 7 WHERE trading_date > '2025-01-28'");
    tables.execute(
        "INSERT INTO splits (ticker, execution_date, split_from, split_to, source)"
            + " VALUES ('A', '2025-01-29', 1, 4, 'test')");
    JsonObject again =
        json("predict", "--model", "m", "--date", "2025-01-27", "--to", "2025-01-28");

    assertThat(stored).hasSize(2);
    assertThat(again.get("changed").getAsInt()).isZero();
    assertThat(tables.column(PREDICTIONS)).isEqualTo(stored);
  }

  @Test
  void splitSinceTheTrainingIsInTheSharesOfTheAsOfDate() {
    bars("A", 1);
    train("2025-01-24");
    JsonObject before = json("predict", "--model", "m", "--date", "2025-01-28", "--dry-run");

    tables.execute(
        "UPDATE daily_bars SET open = open / 4, high = high / 4, low = low / 4, close = close / 4"
            + " WHERE trading_date >= '2025-01-27'");
    tables.execute(
        "INSERT INTO splits (ticker, execution_date, split_from, split_to, source)"
            + " VALUES ('A', '2025-01-27', 1, 4, 'test')");
    JsonObject after = json("predict", "--model", "m", "--date", "2025-01-28", "--dry-run");

    assertThat(value(after)).isCloseTo(value(before) / 4, within(1e-9));
    assertThat(tables.number("SELECT count(*) FROM predictions")).isZero();
  }

  @Test
  void wrongUseIsOneLine() {
    refused(2, "there is no model 'm'; there are none", "--model", "m");
    bars("A", 1);
    train("2025-01-24");

    refused(2, "m:1 has no model of XYZ", "--model", "m", "--tickers", "XYZ");
    refused(2, "'A B' cannot be a ticker", "--model", "m", "--tickers", "A B");
    refused(2, "the horizon must be 1 to 250", "--model", "m", "--horizon", "0");
    refused(2, "the level must be in (0, 1)", "--model", "m", "--level", "1");
    refused(2, "--to needs --date", "--model", "m", "--to", "2025-01-30");
    refused(2, "2025-01-25 is no session", "--model", "m", "--date", "2025-01-25");
    refused(10, "there is no data of 2025-02-03 yet", "--model", "m", "--date", "2025-02-03");
    refused(
        10, "has learnt from sessions up to 2025-01-24", "--model", "m", "--date", "2025-01-23");
    tables.execute("DELETE FROM daily_bars");
    refused(10, "there is no data to predict from", "--model", "m");
  }

  @Test
  void damagedArtifactIsRefused() {
    bars("A", 1);
    train("2025-01-24");
    tables.execute("ALTER TABLE model_artifacts DISABLE TRIGGER USER");
    tables.execute("UPDATE model_artifacts SET payload = set_byte(payload, 20, 1)");

    refused(20, "the artifact of m:1 is damaged", "--model", "m");
  }

  private static double value(JsonObject json) {
    return json.getAsJsonArray("predictions").get(0).getAsJsonObject().get("value").getAsDouble();
  }

  private void refused(int code, String message, String... flags) {
    String[] all = new String[flags.length + 1];
    all[0] = "predict";
    System.arraycopy(flags, 0, all, 1, flags.length);
    Cli.Result result = cli.run(all);

    assertThat(result.err()).startsWith("error: ").contains(message);
    assertThat(result.err().lines()).hasSize(1);
    assertThat(result.exitCode()).isEqualTo(code);
  }

  private void train(String to) {
    Cli.Result result =
        cli.run("train", "arima", "--all", "--order", "1,1,0", "--to", to, "--name", "m");
    assertThat(result.exitCode()).isZero();
  }

  private JsonObject json(String... args) {
    String[] all = Arrays.copyOf(args, args.length + 1);
    all[args.length] = "--json";
    Cli.Result result = cli.run(all);
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    return result.json();
  }

  /** A hundred sessions, the last of which is the present one. */
  private void bars(String ticker, long seed) {
    Random random = new Random(seed);
    double close = 100;
    TradingCalendar calendar = TradingCalendar.nyse();
    for (LocalDate session : calendar.sessions(calendar.shift(LAST, -99), LAST)) {
      close *= Math.exp(0.01 * random.nextGaussian());
      tables.execute(
          ("INSERT INTO daily_bars (ticker, trading_date, open, high, low, close, volume, source)"
                  + " VALUES ('%1$s', '%2$s', %3$s, %3$s, %3$s, %3$s, 1, 'test')")
              .formatted(ticker, session, close));
    }
  }
}
