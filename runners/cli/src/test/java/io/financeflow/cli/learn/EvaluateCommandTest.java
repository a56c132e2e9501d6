package io.financeflow.cli.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.financeflow.cli.Cli;
import io.financeflow.cli.Tables;
import io.financeflow.schema.calendar.TradingCalendar;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.PostgresExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgresExtension.class)
class EvaluateCommandTest {
  private static final LocalDate LAST = LocalDate.of(2025, 1, 31);
  private static final String[] SMALL = {"--folds", "2", "--test", "20"};

  private final Tables tables;
  private final Path directory;
  private final Cli cli;

  EvaluateCommandTest(Database database, @TempDir Path directory) {
    this.tables = new Tables(database);
    this.directory = directory;
    this.cli = Cli.in(directory).with(database.settings());
  }

  @Test
  void pricesOfAFileAreJudgedWithoutADatabase() throws IOException {
    StringBuilder rows = new StringBuilder("symbol,date,close\n");
    List<LocalDate> sessions = sessions(200);
    for (int i = 0; i < sessions.size(); i++) {
      rows.append("ZIG,%s,%d%n".formatted(sessions.get(i), 100 + i % 2));
    }
    Files.writeString(directory.resolve("zig.csv"), rows);

    Cli.Result result =
        Cli.in(directory)
            .run(
                "evaluate",
                "--forecaster",
                "ar1",
                "--prices",
                "zig.csv",
                "--all",
                "--target",
                "close",
                "--folds",
                "2",
                "--test",
                "20",
                "--json");

    assertThat(result.errors()).isEmpty();
    assertThat(result.err()).contains("ar1 of 1 series, 2 folds of 20 sessions: 6 fits");
    JsonObject json = result.json();
    JsonObject model = line(json, "ar1");
    JsonObject last = line(json, "last-value");
    assertThat(last.get("forecasts").getAsInt()).isEqualTo(40);
    assertThat(last.get("mae").getAsDouble()).isEqualTo(1);
    assertThat(last.get("rmse").getAsDouble()).isEqualTo(1);
    assertThat(last.get("skill").getAsDouble()).isZero();
    assertThat(model.get("mae").getAsDouble()).isCloseTo(0, within(0.2));
    assertThat(model.get("directional_accuracy").getAsDouble()).isEqualTo(1);
    assertThat(json.get("long_short").getAsJsonObject().size()).isZero();
  }

  @Test
  void storedVersionIsJudgedByItsRecipeAndTickers() {
    bars("A", 300, 1);
    bars("B", 300, 2);
    bars("C", 300, 3);
    run("train", "arima", "--tickers", "A,B", "--order", "1,1,0", "--name", "m");

    JsonObject json = evaluate("--model", "m");

    assertThat(json.get("model").getAsString()).isEqualTo("m:1");
    assertThat(json.get("target").getAsString()).isEqualTo("log_close");
    assertThat(json.get("trials").getAsInt()).isEqualTo(1);
    assertThat(json.getAsJsonObject("series").keySet()).containsExactly("A", "B");
    assertThat(line(json, "arima-1-1-0").get("forecasts").getAsInt()).isEqualTo(80);
    assertThat(json.getAsJsonObject("long_short").keySet())
        .containsExactly("arima-1-1-0", "last-value", "drift", "ar1");
    assertThat(evaluate("--model", "m:1", "--tickers", "C").getAsJsonObject("series").keySet())
        .containsExactly("C");
  }

  @Test
  void tunedVersionSaysHowManyWereTriedAndKeepsItsConstant() {
    bars("A", 300, 1);
    run(
        "train",
        "arima",
        "--tune",
        "--ticker",
        "A",
        "--name",
        "t",
        "--folds",
        "2",
        "--space",
        "p=1",
        "--space",
        "d=1",
        "--space",
        "q=0..1",
        "--space",
        "constant=true");

    JsonObject json = evaluate("--model", "t");

    assertThat(json.get("trials").getAsInt()).isEqualTo(4);
    assertThat(json.getAsJsonArray("pooled").get(0).getAsJsonObject().get("model").getAsString())
        .matches("arima-1-1-[01]-with-.*");
  }

  @Test
  void laterBarsChangeNothing() {
    bars("A", 300, 1);
    String to = sessions(300).get(280).toString();
    JsonObject before = evaluate("--forecaster", "arima-1-1-1", "--all", "--to", to);

    tables.execute("UPDATE daily_bars SET close = 7, low = 7 WHERE trading_date > '" + to + "'");

    assertThat(evaluate("--forecaster", "arima-1-1-1", "--all", "--to", to)).isEqualTo(before);
  }

  @Test
  void wrongUseIsOneLine() throws IOException {
    bars("A", 300, 1);
    Files.writeString(directory.resolve("bad.csv"), "symbol,date,close\nA,2025-01-02,-1\n");

    refused(2, "there is no model 'm'", "--model", "m");
    refused(2, "also arima-auto and arima-1-1-1", "--forecaster", "oracle", "--all");
    refused(2, "give --tickers A,B, --limit N or --all", "--forecaster", "drift");
    refused(2, "--folds must be 1 to 1000", "--forecaster", "drift", "--all", "--folds", "0");
    refused(
        2, "--scheme must be expanding", "--forecaster", "drift", "--all", "--scheme", "sliding");
    refused(
        2,
        "--purge must be at least 4 here",
        "--forecaster",
        "drift",
        "--all",
        "--horizon",
        "5",
        "--purge",
        "3");
    refused(
        2,
        "5 folds need 10001 places but there are 300",
        "--forecaster",
        "drift",
        "--all",
        "--test",
        "2000",
        "--train",
        "0");
    refused(10, "no closes of these tickers in", "--forecaster", "drift", "--tickers", "XYZ");
    refused(2, "there is no file", "--forecaster", "drift", "--all", "--prices", "none.csv");
    refused(
        20,
        "bad.csv:2 has no date and price",
        "--forecaster",
        "drift",
        "--all",
        "--prices",
        "bad.csv");
  }

  private void refused(int code, String message, String... flags) {
    String[] all = new String[flags.length + 1];
    all[0] = "evaluate";
    System.arraycopy(flags, 0, all, 1, flags.length);
    Cli.Result result = cli.run(all);

    assertThat(result.err()).startsWith("error: ").contains(message);
    assertThat(result.err().lines()).hasSize(1);
    assertThat(result.exitCode()).isEqualTo(code);
  }

  private static JsonObject line(JsonObject json, String model) {
    for (JsonElement each : json.getAsJsonArray("pooled")) {
      if (each.getAsJsonObject().get("model").getAsString().equals(model)) {
        return each.getAsJsonObject();
      }
    }
    throw new AssertionError("no line of " + model + " in " + json);
  }

  private JsonObject evaluate(String... flags) {
    List<String> all = new ArrayList<>(List.of("evaluate", "--json"));
    all.addAll(List.of(flags));
    all.addAll(List.of(SMALL));
    return run(all.toArray(String[]::new)).json();
  }

  private Cli.Result run(String... args) {
    Cli.Result result = cli.run(args);
    assertThat(result.errors()).isEmpty();
    assertThat(result.exitCode()).isZero();
    return result;
  }

  private static List<LocalDate> sessions(int count) {
    TradingCalendar calendar = TradingCalendar.nyse();
    return calendar.sessions(calendar.shift(LAST, 1 - count), LAST);
  }

  private void bars(String ticker, int count, long seed) {
    Random random = new Random(seed);
    double close = 100;
    for (LocalDate session : sessions(count)) {
      close *= Math.exp(0.01 * random.nextGaussian());
      tables.execute(
          ("INSERT INTO daily_bars (ticker, trading_date, open, high, low, close, volume, source)"
                  + " VALUES ('%1$s', '%2$s', %3$s, %3$s, %3$s, %3$s, 1, 'test')")
              .formatted(ticker, session, close));
    }
  }
}
