package io.financeflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import blue.strategic.parquet.Hydrator;
import blue.strategic.parquet.HydratorSupplier;
import blue.strategic.parquet.ParquetReader;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Features and datasets of 211 sessions of a made-up market, from April 2024 to January 2025. */
@ExtendWith(PostgresExtension.class)
class DatasetCommandTest {
  private static final String FIRST = "2024-04-01";
  private static final String LAST = "2025-01-31";
  private static final String HEADER =
      "segment,trading_date,ticker,log_return,return_5,return_10,return_20,volatility_5,volatility_20,"
          + "rsi_14,macd,macd_histogram,bollinger_position,atr_14,volume_z_20,overnight_gap,"
          + "weekday_sin,weekday_cos,return_rank,market_return,next_return,next_sign,next_above_median";
  private static final String ROWS =
      "SELECT trading_date || ticker || features::text || labels::text FROM feature_rows ORDER BY 1";

  /** Thirty tickers on waves of different lengths; parameters: session, its number. */
  private static final String BARS =
      """
      INSERT INTO daily_bars (ticker, trading_date, open, high, low, close, volume, source)
      SELECT 'T' || n, '%1$s', c * (1 + sin(n) / 200), c * 1.02, c * 0.98, c,
        1000 + 900 * sin(%2$d * n), 'polygon'
      FROM (SELECT n, 50 + n + sin(%2$d / (2.0 + n)) + cos(%2$d * n) AS c
        FROM generate_series(1, 30) n) prices
      """;

  private static Tables tables;
  private static Cli cli;

  @TempDir private Path directory = Path.of("");

  @BeforeAll
  static void computeFeatures(Database database) {
    tables = new Tables(database);
    cli = Cli.on(database.settings()).with("POLYGON_REQUESTS_PER_MINUTE", "0");
    TradingCalendar.nyse()
        .sessions(LocalDate.parse(FIRST), LocalDate.parse(LAST))
        .forEach(session -> tables.execute(BARS.formatted(session, session.toEpochDay())));
    succeed("returns", "--from", FIRST, "--to", LAST);
    succeed("features", "--from", FIRST, "--to", LAST);
  }

  @BeforeEach
  void forgetDatasets() {
    tables.execute("DELETE FROM datasets");
  }

  private static String succeed(String... args) {
    Cli.Result result = cli.run(args);
    assertThat(result.errors()).isEmpty();
    assertThat(result.exitCode()).isZero();
    return result.out();
  }

  private static String create(String name, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of("dataset", "create", name, "--from", FIRST, "--to", LAST, "--window", "10"));
    args.addAll(List.of(more));
    return succeed(args.toArray(String[]::new));
  }

  @Test
  void featuresAgainChangeNothingAndFlinkMakesTheSame() {
    List<String> rows = tables.column(ROWS);
    long sessions = tables.number("SELECT count(DISTINCT trading_date) FROM feature_rows");
    assertThat(rows).hasSizeGreaterThan(2_000);
    assertThat(sessions).isEqualTo(211 - 119);

    assertThat(succeed("features", "--from", "2024-12-02", "--to", LAST))
        .contains(" 0 changed, 0 rejected, 41 done");
    tables.execute("DELETE FROM feature_rows");
    succeed("features", "--from", FIRST, "--to", LAST, "--runner", "flink");

    assertThat(tables.column(ROWS)).isEqualTo(rows);
  }

  @Test
  void datasetIsTheSameOnEveryRunner() {
    JsonObject direct = json(create("a", "--json"));
    JsonObject flink = json(create("b", "--json", "--runner", "flink"));

    for (String same : List.of("fingerprint", "mean", "deviation", "train", "valid", "test")) {
      assertThat(flink.get(same)).isEqualTo(direct.get(same));
    }
    assertThat(direct.getAsJsonArray("mean")).hasSize(17);
    assertThat(direct.getAsJsonObject("test").get("to").getAsString()).isEqualTo(LAST);
  }

  @Test
  void createdDatasetIsListedShownAndDeleted() {
    // 92 sessions less 2 gaps of 11 are 70: 35, 21 and 14.
    create("momentum-1", "--split", "50/30/20");

    assertThat(succeed("dataset", "list"))
        .contains("momentum-1  daily:1        30  ")
        .contains("2024-09-19  2025-01-31      10   1050    630   420");
    assertThat(succeed("dataset", "show", "momentum-1"))
        .contains("10 rows, 11 sessions between segments")
        .contains("all with at least 10 rows (")
        .containsPattern("return_rank +0\\.5");
    JsonObject listed =
        json(succeed("dataset", "list", "--json"))
            .getAsJsonArray("datasets")
            .get(0)
            .getAsJsonObject();
    assertThat(json(succeed("dataset", "show", "momentum-1", "--json"))).isEqualTo(listed);
    assertThat(succeed("dataset", "delete", "momentum-1")).isEqualTo("deleted: momentum-1\n");
    assertThat(succeed("dataset", "list"))
        .isEqualTo("no datasets: see ./financeflow dataset create --help\n");
    assertThat(tables.number("SELECT count(*) FROM feature_rows")).isPositive();
  }

  @Test
  void networksAreTrainedOnADatasetAndJudgedBesidePlainForecasts() {
    create("net");
    String[] train = {
      "train", "lstm", "--dataset", "net", "--epochs", "2", "--units", "4", "--seeds", "2", "--json"
    };
    Cli.Result first = cli.run(train);
    Cli.Result second = cli.run(train);

    assertThat(first.exitCode()).isZero();
    assertThat(first.err())
        .contains("network 1/2 epoch 1/2  train ", "network 2/2 epoch 2/2  train ");
    JsonObject trained = json(first.out());
    JsonObject again = json(second.out());
    assertThat(trained.remove("version").getAsInt()).isEqualTo(1);
    assertThat(again.remove("version").getAsInt()).isEqualTo(2);
    assertThat(again).isEqualTo(trained);
    assertThat(tables.number("SELECT count(DISTINCT sha256) FROM model_versions")).isEqualTo(1);
    // 44 training sessions of 30 tickers, of which the first nine begin no window.
    assertThat(trained.get("train_windows").getAsLong())
        .isEqualTo(tables.number(windowsOf("train")) - 9 * 30);
    assertThat(trained.get("stopped").getAsBoolean()).isFalse();
    JsonObject test = trained.getAsJsonObject("metrics").getAsJsonObject("test");
    assertThat(test.get("windows").getAsLong()).isEqualTo(tables.number(windowsOf("test")));
    assertThat(test.keySet()).containsExactly("windows", "lstm", "zero", "mean", "majority");
  }

  private static String windowsOf(String segment) {
    return "SELECT count(*) FROM dataset_rows WHERE dataset = 'net' AND segment = '%s'"
            .formatted(segment)
        + " AND labels[1] IS NOT NULL";
  }

  @Test
  void wrongTrainingIsRefusedInOneLine() {
    create("net");

    assertThat(cli.run("train", "lstm", "--dataset", "net", "--look-back", "11").err())
        .isEqualTo(
            "error: dataset net keeps 10 rows between its segments but the look-back is 11: take a"
                + " shorter one, or make a dataset with --window 11\n");
    assertThat(cli.run("train", "lstm", "--dataset", "none").err())
        .isEqualTo("error: no dataset 'none': there is net\n");
    assertThat(cli.run("train", "lstm", "--dataset", "net", "--units", "0").err())
        .isEqualTo("error: --units must be 1 to 512 but was 0\n");
    assertThat(cli.run("train", "lstm", "--dataset", "net", "--target", "luck").exitCode())
        .isEqualTo(2);
  }

  @Test
  void exportedCsvIsTheRowsOfTheTable() throws IOException {
    create("d");

    String out = export("d", "csv", "all.csv");
    List<String> lines = Files.readAllLines(directory.resolve("all.csv"));

    long rows = tables.number("SELECT count(*) FROM dataset_rows");
    assertThat(out).endsWith("rows written to " + directory.resolve("all.csv") + "\n");
    assertThat(lines).hasSize((int) rows + 1).startsWith(HEADER);
    assertThat(lines.stream().skip(1).map(DatasetCommandTest::key))
        .containsExactlyElementsOf(
            tables.column(
                "SELECT concat_ws(',', segment, trading_date, ticker) FROM dataset_rows ORDER BY"
                    + " ticker, trading_date"));
    assertThat(sum(lines, 9))
        .isCloseTo(
            Double.parseDouble(
                tables.column("SELECT sum(features[7]::float8) FROM dataset_rows").get(0)),
            within(1e-2));
    // The labels of the last session are unknown.
    assertThat(lines.stream().filter(line -> line.contains("," + LAST + ",")))
        .isNotEmpty()
        .allMatch(line -> line.endsWith(",,,"));
    assertThat(directory).isDirectoryNotContaining(path -> path.toString().endsWith(".part"));
  }

  @Test
  void scaledTrainingSegmentHasMeanZeroAndDeviationOne() throws IOException {
    create("d");

    export("d", "csv", "train.csv", "--segment", "train", "--scaled");
    List<String> lines = Files.readAllLines(directory.resolve("train.csv"));

    int rows = lines.size() - 1;
    assertThat((long) rows).isEqualTo(tables.number("SELECT train_rows FROM datasets"));
    for (int column = 3; column < 20; column++) {
      double squares = 0;
      for (String line : lines.subList(1, lines.size())) {
        squares += Math.pow(value(line, column), 2);
      }
      assertThat(sum(lines, column) / rows).isCloseTo(0, within(1e-6));
      assertThat(squares / (rows - 1)).isCloseTo(1, within(1e-5));
    }
  }

  @Test
  void parquetHoldsWhatTheCsvHolds() throws IOException {
    create("d");
    export("d", "csv", "d.csv");
    export("d", "parquet", "d.parquet");

    List<String> expected = Files.readAllLines(directory.resolve("d.csv"));
    List<String> actual = new ArrayList<>(List.of(HEADER));
    try (Stream<List<String>> rows =
        ParquetReader.streamContent(
            directory.resolve("d.parquet").toFile(), HydratorSupplier.constantly(new Cells()))) {
      rows.forEach(cells -> actual.add(String.join(",", cells)));
    }

    assertThat(actual).isEqualTo(expected);
  }

  @Test
  void refusalsSayWhatToDo() {
    create("taken");

    assertRefused(
        10,
        "no features stored for 2024-04-01..2024-05-01: run ./financeflow features"
            + " --from 2024-04-01 --to 2024-05-01 first",
        "dataset",
        "create",
        "d",
        "--from",
        FIRST,
        "--to",
        "2024-05-01");
    assertRefused(
        2,
        "too few sessions: 92 with features - 2 gaps of 61 = -30 to split 64/16/20; take"
            + " a longer range, a smaller window or another split",
        "dataset",
        "create",
        "d",
        "--from",
        FIRST,
        "--to",
        LAST);
    assertRefused(
        2,
        "dataset taken exists: run ./financeflow dataset delete taken first, or take"
            + " another name",
        "dataset",
        "create",
        "taken",
        "--from",
        FIRST,
        "--to",
        LAST);
    assertRefused(
        2,
        "a split must be three shares of at least 1 that make 100 but was 80/20/20",
        "dataset",
        "create",
        "d",
        "--from",
        FIRST,
        "--to",
        LAST,
        "--split",
        "80/20/20");
    assertRefused(
        2,
        "--split must be like 64/16/20 but was 80/20",
        "dataset",
        "create",
        "d",
        "--from",
        FIRST,
        "--to",
        LAST,
        "--split",
        "80/20");
    assertRefused(
        2,
        "--universe and --tickers exclude each other",
        "dataset",
        "create",
        "d",
        "--from",
        FIRST,
        "--universe",
        "all",
        "--tickers",
        "A");
    assertRefused(
        2,
        "a dataset's name must be 1 to 60 of a-z 0-9 _ - and begin with a letter but was" + " D d",
        "dataset",
        "create",
        "D d",
        "--from",
        FIRST);
    assertRefused(2, "no dataset 'other': there is taken", "dataset", "show", "other");
    assertRefused(2, "no dataset 'other': there is taken", "dataset", "delete", "other");
    assertRefused(
        2,
        "--out must be a file in an existing directory but was nowhere/d.csv",
        "dataset",
        "export",
        "taken",
        "--format",
        "csv",
        "--out",
        "nowhere/d.csv");
    assertRefused(
        2,
        "unknown feature set 'intraday': there is daily",
        "features",
        "--date",
        LAST,
        "--feature-set",
        "intraday");
  }

  @Test
  void sessionWithoutReturnsIsNotReady() {
    assertRefused(
        10,
        "feature_rows: no bars stored for 2024-03-28: run ./financeflow ingest --date"
            + " 2024-03-28 first",
        "features",
        "--date",
        "2024-03-28");
  }

  private static void assertRefused(int exitCode, String error, String... args) {
    Cli.Result result = cli.run(args);

    assertThat(result.errors()).containsExactly("error: " + error);
    assertThat(result.exitCode()).isEqualTo(exitCode);
  }

  private String export(String name, String format, String file, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "dataset",
                "export",
                name,
                "--format",
                format,
                "--out",
                directory.resolve(file).toString()));
    args.addAll(List.of(more));
    return succeed(args.toArray(String[]::new));
  }

  private static JsonObject json(String out) {
    return JsonParser.parseString(out).getAsJsonObject();
  }

  private static String key(String line) {
    List<String> cells = List.of(line.split(",", -1));
    return String.join(",", cells.subList(0, 3));
  }

  private static double value(String line, int column) {
    return Double.parseDouble(List.of(line.split(",", -1)).get(column));
  }

  private static double sum(List<String> lines, int column) {
    return lines.stream().skip(1).mapToDouble(line -> value(line, column)).sum();
  }

  /** Reads a row as the cells of a CSV line. */
  private static final class Cells implements Hydrator<List<String>, List<String>> {
    @Override
    public List<String> start() {
      return new ArrayList<>();
    }

    @Override
    public List<String> add(List<String> row, String heading, Object value) {
      if (heading.equals("trading_date")) {
        row.add(LocalDate.ofEpochDay((Integer) value).toString());
      } else {
        row.add(value == null ? "" : value.toString());
      }
      return row;
    }

    @Override
    public List<String> finish(List<String> row) {
      return row;
    }
  }
}
