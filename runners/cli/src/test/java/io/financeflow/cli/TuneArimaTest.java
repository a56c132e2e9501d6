package io.financeflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
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
import org.jdbi.v3.core.statement.PreparedBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgresExtension.class)
class TuneArimaTest {
  private static final LocalDate LAST = LocalDate.of(2025, 1, 31);
  private static final String[] SMALL = {"--space", "p=0..1", "--space", "q=0", "--folds", "2"};

  private final Cli cli;
  private final Path directory;
  private final Database database;
  private final Tables tables;

  TuneArimaTest(Database database, @TempDir Path directory) {
    this.directory = directory;
    this.cli = Cli.in(directory).with(database.settings());
    this.database = database;
    this.tables = new Tables(database);
  }

  private Cli.Result tune(String... more) {
    List<String> args = new ArrayList<>(List.of("train", "arima", "--tune"));
    args.addAll(List.of(more));
    return cli.run(args.toArray(String[]::new));
  }

  private Cli.Result small(String... more) {
    List<String> args = new ArrayList<>(List.of(more));
    args.addAll(List.of(SMALL));
    return tune(args.toArray(String[]::new));
  }

  @Test
  void bestOrderIsTrainedAndSavedWithItsSearch() throws IOException {
    bars("AAPL", 260);

    Cli.Result result = small("--ticker", "AAPL", "--json");

    assertThat(result.errors()).isEmpty();
    assertThat(result.exitCode()).isZero();
    // p, d, constant and log have two values each.
    List<String> rows = Files.readAllLines(directory.resolve("arima_tuning_results.csv"));
    assertThat(rows).hasSize(17);
    assertThat(rows.get(0))
        .isEqualTo("trial,p,d,q,constant,log,fold_1,fold_2,objective,epochs,seconds,state");
    JsonObject tuning = result.json().getAsJsonObject("tuning");
    assertThat(tuning.get("name").getAsString()).isEqualTo("arima-aapl-grid");
    assertThat(tuning.get("trials").getAsInt()).isEqualTo(16);
    JsonObject config =
        JsonParser.parseString(tables.column("SELECT config::text FROM model_versions").get(0))
            .getAsJsonObject();
    assertThat(config.getAsJsonObject("tuning")).isEqualTo(tuning);
    JsonObject best = tuning.getAsJsonObject("values");
    assertThat(config.get("scale").getAsString())
        .isEqualTo(best.get("log").getAsBoolean() ? "log_close" : "close");
    assertThat(
            result
                .json()
                .getAsJsonArray("models")
                .get(0)
                .getAsJsonObject()
                .get("spec")
                .getAsString())
        .startsWith("ARIMA(%s,%s,0)".formatted(best.get("p"), best.get("d")));
  }

  @Test
  void searchGoesOnToTheSameTable() throws IOException {
    bars("AAPL", 260);
    Path file = directory.resolve("arima_tuning_results.csv");
    small("--ticker", "AAPL", "--target", "next_return", "--search", "whole");
    String whole = Files.readString(file);

    small("--ticker", "AAPL", "--target", "next_return", "--search", "parts", "--trials", "3");
    Cli.Result last = small("--ticker", "AAPL", "--target", "next_return", "--search", "parts");

    assertThat(last.out())
        .contains("search parts: all 8 combinations were tried\nbest of 8 trials");
    assertThat(Files.readString(file)).isEqualTo(whole);
    bars("MSFT", 260);
    assertThat(small("--ticker", "MSFT", "--target", "next_return", "--search", "parts").err())
        .contains("search parts was begun with another plan, space, seed, subject or settings");
  }

  @Test
  void wrongUseIsOneLine() {
    bars("A", 100);
    bars("B", 100);

    refused(2, "--tune finds the order", "--ticker", "A", "--order", "1,1,1");
    refused(2, "--tune is for one ticker, not 2", "--all");
    refused(2, "A, with one held back: 4 folds need 280 places but there are 100", "--ticker", "A");
    refused(2, "the regular order must be at most", "--ticker", "A", "--space", "p=99");
    refused(2, "'maybe' is neither true nor false", "--ticker", "A", "--space", "log=maybe");
    refused(10, "no bars of NONE in", "--ticker", "NONE");
    assertThat(cli.run("train", "arima", "--ticker", "A", "--tune", "hyperband").err())
        .contains("--tune must be one of grid, random but was 'hyperband'");
    assertThat(cli.run("train", "arima", "--ticker", "A", "--trials", "3").err())
        .contains("--trials needs --tune");
    assertThat(tables.number("SELECT count(*) FROM tuning_searches")).isZero();
  }

  private void refused(int code, String message, String... flags) {
    Cli.Result result = tune(flags);

    assertThat(result.err()).contains(message);
    assertThat(result.exitCode()).isEqualTo(code);
  }

  /** So many sessions, the last of which is the present one. */
  private void bars(String ticker, int count) {
    TradingCalendar calendar = TradingCalendar.nyse();
    Random random = new Random(count);
    database
        .jdbi()
        .useHandle(
            handle -> {
              PreparedBatch batch =
                  handle.prepareBatch(
                      "INSERT INTO daily_bars (ticker, trading_date, open, high, low, close, volume,"
                          + " source) VALUES (:t, :d, :c, :c, :c, :c, 1, 'test')");
              double close = 100;
              for (LocalDate session : calendar.sessions(calendar.shift(LAST, 1 - count), LAST)) {
                close *= Math.exp(0.01 * random.nextGaussian());
                batch.bind("t", ticker).bind("d", session).bind("c", close).add();
              }
              batch.execute();
            });
  }
}
