package io.financeflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Searches for networks, and judging them, on a dataset of 92 sessions and 8 tickers of a made-up
 * market.
 */
@ExtendWith(PostgresExtension.class)
class LearnLstmTest {
  private static final String FIRST = "2024-04-01";
  private static final String LAST = "2025-01-31";
  private static final String[] TINY = {
    "--space",
    "units=2,4",
    "--space",
    "learning_rate=0.01,0.001",
    "--layers",
    "1",
    "--look-back",
    "5",
    "--dropout",
    "0.1",
    "--batch-size",
    "256",
    "--optimizer",
    "adam",
    "--folds",
    "2",
    "--epochs",
    "2"
  };

  /** Parameters: session, its number. */
  private static final String BARS =
      """
      INSERT INTO daily_bars (ticker, trading_date, open, high, low, close, volume, source)
      SELECT 'T' || n, '%1$s', c * (1 + sin(n) / 200), c * 1.02, c * 0.98, c,
        1000 + 900 * sin(%2$d * n), 'polygon'
      FROM (SELECT n, 50 + n + sin(%2$d / (2.0 + n)) + cos(%2$d * n) AS c
        FROM generate_series(1, 8) n) prices
      """;

  private static Tables tables;
  private static Cli anywhere;

  private final Cli cli;
  private final Path directory;

  LearnLstmTest(Database database, @TempDir Path directory) {
    this.directory = directory;
    this.cli = Cli.in(directory).with(database.settings());
  }

  @BeforeAll
  static void createDataset(Database database) {
    tables = new Tables(database);
    anywhere = Cli.on(database.settings());
    TradingCalendar.nyse()
        .sessions(LocalDate.parse(FIRST), LocalDate.parse(LAST))
        .forEach(session -> tables.execute(BARS.formatted(session, session.toEpochDay())));
    for (String command : List.of("returns", "features")) {
      assertThat(anywhere.run(command, "--from", FIRST, "--to", LAST).exitCode()).isZero();
    }
    assertThat(
            anywhere
                .run("dataset", "create", "net", "--from", FIRST, "--to", LAST, "--window", "6")
                .errors())
        .isEmpty();
  }

  @BeforeEach
  void forget() {
    tables.execute("DELETE FROM tuning_searches");
  }

  private Cli.Result tune(String... more) {
    List<String> args = new ArrayList<>(List.of("train", "lstm", "--dataset", "net"));
    args.addAll(List.of(TINY));
    args.addAll(List.of(more));
    return cli.run(args.toArray(String[]::new));
  }

  private static JsonObject json(String text) {
    return JsonParser.parseString(text).getAsJsonObject();
  }

  private String csv(String file) throws IOException {
    return Files.readString(directory.resolve(file));
  }

  @Test
  void bestOfAGridIsTrainedAndSavedWithItsSearch() throws IOException {
    Cli.Result result = tune("--tune", "grid", "--max-epochs", "2", "--name", "best", "--json");

    assertThat(result.errors()).isEmpty();
    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).contains("trials 1/4  best 1.", "trials 4/4  best 0.");
    assertThat(csv("lstm_tuning_results.csv").lines())
        .hasSize(5)
        .startsWith("trial,units,learning_rate,fold_1,fold_2,objective,epochs,seconds,state")
        .allMatch(line -> line.startsWith("trial") || line.endsWith(",2,0.000,DONE"));
    JsonObject search = result.json().getAsJsonObject("tuning");
    assertThat(search.get("name").getAsString()).isEqualTo("lstm-net-grid");
    assertThat(search.get("trials").getAsInt()).isEqualTo(4);
    assertThat(result.json().get("units")).isEqualTo(search.getAsJsonObject("values").get("units"));
    JsonObject config =
        json(tables.column("SELECT config::text FROM model_versions WHERE model = 'best'").get(0));
    assertThat(config.getAsJsonObject("tuning")).isEqualTo(search);
    assertThat(
            tables.column(
                "SELECT jsonb_object_keys(metrics -> 'baselines') FROM model_versions"
                    + " WHERE model = 'best' ORDER BY 1"))
        .containsExactly("majority", "mean", "zero");
  }

  @Test
  void interruptedSearchGoesOnToTheSameTable() throws IOException {
    String[] hyperband = {"--tune", "hyperband", "--max-epochs", "3", "--threads", "1"};
    assertThat(with(hyperband, "--search", "whole", "--csv", path("whole.csv")).exitCode())
        .isZero();

    assertThat(with(hyperband, "--search", "parts", "--trials", "2").exitCode()).isZero();
    assertThat(with(hyperband, "--search", "parts", "--trials", "3").exitCode()).isZero();
    // Killed while a trial ran: it is run again.
    tables.execute(
        "UPDATE tuning_trials SET state = 'RUNNING', objective = NULL, folds = NULL, details = NULL,"
            + " checkpoint = NULL, checkpointed = false, ended_at = NULL"
            + " WHERE search = 'parts' AND number = 3");
    Cli.Result last = with(hyperband, "--search", "parts", "--csv", path("parts.csv"));

    assertThat(last.exitCode()).isZero();
    assertThat(csv("parts.csv")).isEqualTo(csv("whole.csv"));
    assertThat(last.out()).contains("search parts: all 2 brackets were run\nbest of ");
    assertThat(tables.number("SELECT count(*) FROM tuning_trials WHERE parent IS NOT NULL"))
        .isPositive();
  }

  @Test
  void storedNetworkIsTrainedAnewInEveryFoldBesidePlainModels() {
    assertThat(train("--look-back", "5", "--units", "2", "--epochs", "2", "--name", "n").errors())
        .isEmpty();
    String[] folds = {"evaluate", "--model", "n", "--folds", "2", "--test", "5", "--json"};

    Cli.Result result = cli.run(folds);

    assertThat(result.errors()).isEmpty();
    assertThat(result.exitCode()).isZero();
    JsonObject json = result.json();
    assertThat(json.get("purge").getAsInt()).isEqualTo(6);
    List<String> models = new ArrayList<>();
    List<String> returns = new ArrayList<>();
    for (JsonElement each : json.getAsJsonArray("pooled")) {
      JsonObject line = each.getAsJsonObject();
      models.add(line.get("model").getAsString());
      assertThat(line.get("days").getAsInt()).isEqualTo(10);
      if (line.has("rmse")) {
        returns.add(line.get("model").getAsString());
        assertThat(line.get("forecasts").getAsInt()).isEqualTo(72);
      }
    }
    assertThat(models).containsExactly("lstm", "majority-class", "linear", "logistic", "zero");
    assertThat(returns).containsExactly("lstm", "linear", "zero");
    assertThat(cli.run(folds).out()).isEqualTo(result.out());
    assertThat(cli.run("evaluate", "--model", "n", "--tickers", "T1").err())
        .contains("a network is judged on its whole dataset");
    assertThat(cli.run("evaluate", "--model", "n", "--purge", "5").err())
        .contains("--purge must be at least 6 here but was 5");
  }

  private Cli.Result with(String[] flags, String... more) {
    List<String> all = new ArrayList<>(List.of(flags));
    all.addAll(List.of(more));
    return tune(all.toArray(String[]::new));
  }

  private String path(String file) {
    return directory.resolve(file).toString();
  }

  @Test
  void twoThreadsMakeTheSameTable() throws IOException {
    tune("--tune", "grid", "--max-epochs", "2", "--search", "a", "--threads", "1");
    String one = csv("lstm_tuning_results.csv");
    tune("--tune", "grid", "--max-epochs", "2", "--search", "b", "--threads", "2");

    assertThat(csv("lstm_tuning_results.csv")).isEqualTo(one);
  }

  @Test
  void searchesAreListedShownWrittenAndDeleted() throws IOException {
    assertThat(cli.run("models", "searches").out()).startsWith("no searches yet: ");
    tune("--tune", "random", "--trials", "2", "--max-epochs", "1", "--search", "s");

    assertThat(cli.run("models", "searches").out())
        .containsPattern("s +random +lstm +net +DONE +2");
    assertThat(cli.run("models", "searches", "s").out()).contains("units=", "DONE");
    assertThat(cli.run("models", "searches", "s", "-o", "json").out())
        .startsWith("[{\"trial\":1,\"state\":\"DONE\",\"objective\":1.");
    assertThat(cli.run("models", "searches", "s", "--csv", path("s.csv")).exitCode()).isZero();
    assertThat(csv("s.csv")).isEqualTo(csv("lstm_tuning_results.csv"));
    assertThat(cli.run("models", "searches", "none").err())
        .isEqualTo("error: no search 'none': there is s\n");
    assertThat(cli.run("models", "searches", "--delete").exitCode()).isEqualTo(2);
    assertThat(cli.run("models", "searches", "s", "--delete").out()).isEqualTo("deleted: s\n");
  }

  @Test
  void wrongFlagsAreOneLine() {
    refused("--trials needs --tune", "--trials", "3");
    refused("--tune must be one of hyperband, random, grid but was 'luck'", "--tune", "luck");
    refused("--trials, --time: the number of trials must be >= 1", "--tune", "--trials", "0");
    refused("a length of time is written like 90s", "--tune", "--time", "soon");
    refused("--folds must be 1 to 50 but was 0", "--tune", "--folds", "0");
    refused("--threads must be 1 to 64 but was -1", "--tune", "--threads", "-1");
    refused("--space is NAME=A,B with NAME one of units, layers", "--tune", "--space", "cells=3");
    refused("'x' is no number that it can be", "--tune", "--space", "units=x");
    refused("units must be 1 to 512 but was 0", "--tune", "--space", "units=0");
    refused("has more than 1000 values", "--tune", "--space", "units=1..2000000000");
    refused("optimizer must be adam, rmsprop or sgd", "--tune", "--space", "optimizer=luck");
    refused(
        "a dataset with a window of 6 has no look-back of 60", "--tune", "--space", "look_back=60");
    refused("--space says units twice", "--tune", "--space", "units=2", "--space", "units=4");
    refused("Hyperband needs 1 to 100000 epochs", "--tune", "--max-epochs", "0");
    refused("a search has a name like lstm-demo", "--tune", "--search", "A B");
    refused("cannot be written: give a file in a folder", "--tune", "--csv", "no/such/file.csv");
    refused("68 sessions are too few for 40 folds", "--tune", "--folds", "40");
    refused("has no end: give --trials N or --time 30m", "--tune", "random");
    assertThat(tables.number("SELECT count(*) FROM tuning_searches")).isZero();

    assertThat(
            train(
                    "--tune",
                    "grid",
                    "--space",
                    "units=2",
                    "--space",
                    "learning_rate=0.01",
                    "--space",
                    "layers=1",
                    "--space",
                    "look_back=5",
                    "--space",
                    "dropout=0",
                    "--space",
                    "batch_size=256",
                    "--space",
                    "optimizer=adam",
                    "--max-epochs",
                    "1",
                    "--epochs",
                    "1",
                    "--search",
                    "one")
                .errors())
        .isEmpty();
    refused("search one was begun with another plan, space", "--tune", "grid", "--search", "one");
  }

  private Cli.Result train(String... flags) {
    List<String> args = new ArrayList<>(List.of("train", "lstm", "--dataset", "net"));
    args.addAll(List.of(flags));
    return cli.run(args.toArray(String[]::new));
  }

  private void refused(String message, String... flags) {
    Cli.Result result = train(flags);

    assertThat(result.err()).contains(message);
    assertThat(result.exitCode()).isEqualTo(2);
  }
}
