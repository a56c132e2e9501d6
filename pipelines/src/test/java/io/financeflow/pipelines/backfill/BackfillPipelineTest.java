package io.financeflow.pipelines.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeflow.pipelines.ingest.IngestSettings;
import io.financeflow.pipelines.io.DatabaseOptions;
import io.financeflow.pipelines.io.ReferenceStore;
import io.financeflow.pipelines.io.ReferenceTables;
import io.financeflow.pipelines.io.SessionStates;
import io.financeflow.pipelines.io.Transactions;
import io.financeflow.pipelines.returns.ReturnsPipeline;
import io.financeflow.pipelines.returns.ReturnsSettings;
import io.financeflow.pipelines.source.polygon.PolygonSettings;
import io.financeflow.schema.calendar.TradingCalendar;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.PostgresExtension;
import io.financeflow.schema.db.Rows;
import io.financeflow.schema.market.DateRange;
import io.financeflow.schema.market.IngestionLog;
import io.financeflow.schema.market.IngestionStatus;
import io.financeflow.schema.market.Split;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.jdbc.JdbcIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgresExtension.class)
class BackfillPipelineTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2025-01-14T12:00:00Z"), ZoneOffset.UTC);
  private static final TradingCalendar NYSE = TradingCalendar.nyse();
  private static final String RETURNS =
      "SELECT ticker, trading_date, daily_return FROM daily_bars ORDER BY ticker, trading_date";

  private final Database database;
  private final Path folder;

  BackfillPipelineTest(Database database, @TempDir Path folder) {
    this.database = database;
    this.folder = folder;
  }

  @Test
  void firstLoadHasTheReturnsThatTheReturnsPipelineComputes() throws Exception {
    market("2020-06-01", "2020-08-31");

    backfill("2020-06-01", "2020-08-31", new BackfillSettings.Pace(false, 3), Reprocess.none);

    List<String> loaded = query(RETURNS);
    assertThat(loaded).hasSize(65 * 2 + 34).filteredOn(row -> row.endsWith("null")).hasSize(3);
    assertThat(loaded).contains("UP 2020-06-02 " + (101 / 100.0 - 1));
    assertThat(query("SELECT * FROM returns_due")).isEmpty();
    returns("2020-06-01", "2020-08-31");
    assertThat(query(RETURNS)).isEqualTo(loaded);
    assertThat(
            query(
                "SELECT sum(changed_count) FROM ingestion_logs WHERE dataset = 'daily_return'"
                    + " GROUP BY run_id ORDER BY max(id) DESC LIMIT 1"))
        .containsExactly("0");
  }

  @Test
  void newestFirstInUnequalPartsEndsInTheSameTable() throws Exception {
    market("2020-06-01", "2020-08-31");
    backfill("2020-06-01", "2020-08-31", new BackfillSettings.Pace(false, 1), Reprocess.none);
    List<String> forwards = query(RETURNS);
    execute("TRUNCATE daily_bars, ingestion_logs");

    backfill("2020-08-03", "2020-08-31", new BackfillSettings.Pace(true, 2), Reprocess.none);
    backfill("2020-06-01", "2020-06-12", new BackfillSettings.Pace(true, 1), Reprocess.none);
    backfill("2020-06-01", "2020-08-31", new BackfillSettings.Pace(true, 2), Reprocess.none);

    assertThat(query(RETURNS)).isEqualTo(forwards);
    assertThat(query("SELECT * FROM returns_due")).isEmpty();
  }

  @Test
  void whatIsDoneIsNotReadAgain() throws Exception {
    market("2020-06-01", "2020-06-05");
    backfill("2020-06-01", "2020-06-05", new BackfillSettings.Pace(false, 2), Reprocess.none);
    file("2020-06-03", "UP,10,7,7,7,7,%s,1");

    backfill("2020-06-01", "2020-06-05", new BackfillSettings.Pace(false, 2), Reprocess.failed);

    assertThat(query("SELECT close FROM daily_bars WHERE trading_date = '2020-06-03'"))
        .containsExactlyInAnyOrder("98", "102");
  }

  @Test
  void correctionTouchesItsOwnReturnAndTheNextAndNoOther() throws Exception {
    market("2020-06-01", "2020-06-08");
    backfill("2020-06-01", "2020-06-08", new BackfillSettings.Pace(false, 2), Reprocess.none);
    List<String> before = query("SELECT ctid, ticker, trading_date FROM daily_bars ORDER BY 2, 3");
    file("2020-06-03", "UP,10,101,103,110,100,%s,1", "DOWN,10,98,98,500,1,%s,1");

    backfill("2020-06-03", "2020-06-03", new BackfillSettings.Pace(false, 1), Reprocess.all);

    assertThat(query("SELECT trading_date, daily_return FROM daily_bars WHERE ticker = 'UP'"))
        .contains("2020-06-03 " + (103 / 101.0 - 1), "2020-06-04 0");
    List<String> after = query("SELECT ctid, ticker, trading_date FROM daily_bars ORDER BY 2, 3");
    before.removeAll(after);
    assertThat(before)
        .extracting(row -> row.substring(row.indexOf(' ') + 1))
        .containsExactly("UP 2020-06-03", "UP 2020-06-04");
    returns("2020-06-01", "2020-06-08");
    assertThat(query("SELECT ctid, ticker, trading_date FROM daily_bars ORDER BY 2, 3"))
        .isEqualTo(after);
  }

  @Test
  void splitLearntLaterTouchesExactlyTheReturnAcrossIt() throws Exception {
    market("2020-06-01", "2020-06-08");
    backfill("2020-06-01", "2020-06-08", new BackfillSettings.Pace(false, 2), Reprocess.none);
    List<String> before = query("SELECT ctid, ticker, trading_date FROM daily_bars ORDER BY 2, 3");

    learn(new Split("UP", LocalDate.parse("2020-06-06"), 1, 2));
    assertThat(query("SELECT ticker, trading_date, reason FROM returns_due"))
        .containsExactly("UP 2020-06-08 split");
    assertThat(
            query(
                "SELECT ticker, daily_return FROM daily_bars WHERE trading_date = '2020-06-08' ORDER BY 1"))
        .containsExactly("DOWN " + (95 / 96.0 - 1), "UP null");
    backfill("2020-06-01", "2020-06-08", new BackfillSettings.Pace(false, 1), Reprocess.none);

    assertThat(
            query("SELECT daily_return FROM daily_bars WHERE ticker = 'UP' ORDER BY trading_date"))
        .endsWith(String.valueOf(105 / (104 / 2.0) - 1));
    before.removeAll(query("SELECT ctid, ticker, trading_date FROM daily_bars ORDER BY 2, 3"));
    assertThat(before)
        .extracting(row -> row.substring(row.indexOf(' ') + 1))
        .containsExactly("UP 2020-06-08");
  }

  @Test
  void holeThatIsFilledCorrectsTheReturnAfterIt() throws Exception {
    market("2020-06-01", "2020-06-05");
    Files.delete(path("2020-06-03"));
    backfill("2020-06-01", "2020-06-05", new BackfillSettings.Pace(false, 1), Reprocess.none);
    assertThat(query("SELECT status, error FROM ingestion_logs WHERE trading_date = '2020-06-03'"))
        .containsExactly(
            "NOT_READY no file "
                + folder
                + "/2020/06/2020-06-03.csv.gz: published on the day after the session; retry later");
    assertThat(query("SELECT daily_return FROM daily_bars WHERE trading_date = '2020-06-04'"))
        .containsExactly(String.valueOf(97 / 99.0 - 1), String.valueOf(103 / 101.0 - 1));
    file("2020-06-03", "UP,10,101,102,110,100,%s,1", "DOWN,10,98,98,500,1,%s,1");

    backfill("2020-06-01", "2020-06-05", new BackfillSettings.Pace(false, 1), Reprocess.failed);

    List<String> filled = query(RETURNS);
    assertThat(filled).contains("UP 2020-06-04 " + (103 / 102.0 - 1));
    returns("2020-06-01", "2020-06-05");
    assertThat(query(RETURNS)).isEqualTo(filled);
  }

  @Test
  void brokenRowsAndFilesAreDataNotFailures() throws Exception {
    file("2020-06-01", "UP,10,100,100,110,90,%s,1", "BAD,10,x,1,1,1,%s,1", "SHORT,1");
    Files.createDirectories(path("2020-06-02").getParent());
    Files.write(path("2020-06-02"), new byte[] {1, 2, 3});
    zip("2020-06-03", "ticker,volume\nUP,1\n");
    file("2020-06-04", "UP,10,100,100,110,90,%s,1");
    byte[] whole = Files.readAllBytes(path("2020-06-04"));
    Files.write(path("2020-06-04"), Arrays.copyOf(whole, whole.length / 2));

    backfill("2020-06-01", "2020-06-04", new BackfillSettings.Pace(false, 1), Reprocess.none);

    assertThat(query("SELECT original, reason FROM rejected_rows ORDER BY id"))
        .containsExactly(
            "{\"ticker\":\"BAD\",\"volume\":10,\"open\":\"x\",\"close\":1,\"high\":1,\"low\":1,"
                + "\"window_start\":1590984000000000000,\"transactions\":1}"
                + " open must be a number but was \"x\"",
            "SHORT,1 a row must have 8 fields");
    assertThat(query("SELECT status, split_part(error, ':', 1) FROM ingestion_logs ORDER BY id"))
        .containsExactly(
            "BAD_INPUT 2 of 3 rows of Mon 2020-06-01 break a rule (first",
            "FAILED 2020/06/2020-06-02.csv.gz cannot be read to its end (java.util.zip.ZipException",
            "BAD_INPUT 2020/06/2020-06-03.csv.gz must have the columns [ticker, volume, open, close,"
                + " high, low, window_start] but has [ticker, volume]",
            "FAILED 2020/06/2020-06-04.csv.gz cannot be read to its end (java.io.EOFException");
  }

  /** Two tickers of every session, UP from 100 and DOWN from 100, and from July on a third. */
  private void market(String from, String to) throws IOException {
    List<LocalDate> sessions = NYSE.sessions(LocalDate.parse(from), LocalDate.parse(to));
    for (int i = 0; i < sessions.size(); i++) {
      String date = sessions.get(i).toString();
      String up = "UP,10,%d,%d,500,1,%%s,1".formatted(100 + i, 100 + i);
      String down = "DOWN,10,%d,%d,500,1,%%s,1".formatted(100 - i, 100 - i);
      String other = "NEW.A,10,%d,%d,500,1,%%s,".formatted(10 + i, 10 + i);
      boolean listed = date.compareTo("2020-07-15") >= 0;
      if (listed) {
        file(date, up, down, other);
      } else {
        file(date, up, down);
      }
    }
  }

  private Path path(String date) {
    return folder
        .resolve(date.substring(0, 4))
        .resolve(date.substring(5, 7) + "/" + date + ".csv.gz");
  }

  private void file(String date, String... rows) throws IOException {
    long nanos =
        LocalDate.parse(date).atStartOfDay(NYSE.zone()).toInstant().toEpochMilli() * 1_000_000;
    StringBuilder text =
        new StringBuilder("ticker,volume,open,close,high,low,window_start,transactions\n");
    for (String row : rows) {
      text.append(row.replace("%s", String.valueOf(nanos))).append('\n');
    }
    zip(date, text.toString());
  }

  private void zip(String date, String text) throws IOException {
    Files.createDirectories(path(date).getParent());
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path(date)))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private void backfill(String from, String to, BackfillSettings.Pace pace, Reprocess reprocess)
      throws SQLException, IOException {
    DateRange range = new DateRange(LocalDate.parse(from), LocalDate.parse(to));
    Transactions transactions = new Transactions(jdbc());
    List<SessionStates.State> states =
        new SessionStates(transactions)
            .of(SessionStates.Subject.BARS, NYSE.sessions(range.from(), range.to()));
    transactions.close();
    IngestSettings ingest =
        new IngestSettings(
            jdbc(),
            new PolygonSettings(
                URI.create("http://localhost:1"), "", 0, PolygonSettings.Retries.DEFAULT),
            range,
            new IngestSettings.Policy(Set.of(), false, 0.05),
            new IngestSettings.Run(UUID.randomUUID(), CLOCK));
    Pipeline pipeline = Pipeline.create();
    BackfillPipeline.build(
        pipeline,
        BackfillSettings.of(
            ingest,
            folder.toString(),
            BackfillPlan.ofBars(states, reprocess),
            pace,
            ReturnsSettings.DEFAULT_GAP));
    pipeline.run().waitUntilFinish();
  }

  private void returns(String from, String to) {
    DateRange range = new DateRange(LocalDate.parse(from), LocalDate.parse(to));
    Pipeline pipeline = Pipeline.create();
    ReturnsPipeline.build(
        pipeline,
        new ReturnsSettings(jdbc(), range, ReturnsSettings.DEFAULT_GAP, UUID.randomUUID(), CLOCK));
    pipeline.run().waitUntilFinish();
  }

  private void learn(Split split) throws SQLException, IOException {
    Transactions transactions = new Transactions(jdbc());
    IngestionLog.Subject subject =
        new IngestionLog.Subject(UUID.randomUUID(), "polygon", "splits", split.executionDate());
    new ReferenceStore<>(transactions, ReferenceTables.SPLITS)
        .replace(
            subject,
            List.of(split.executionDate(), split.executionDate()),
            List.of(split),
            List.of(),
            n ->
                new IngestionLog(
                    subject,
                    IngestionStatus.DONE,
                    new IngestionLog.Counts(1, n, 0, 0),
                    CLOCK.instant(),
                    Duration.ZERO,
                    null,
                    null));
    transactions.close();
  }

  private JdbcIO.DataSourceConfiguration jdbc() {
    return DatabaseOptions.configuration(
        database.settings().url(), database.settings().user(), database.settings().password());
  }

  private void execute(String sql) {
    database.jdbi().useHandle(h -> h.execute(sql));
  }

  private List<String> query(String sql) {
    return Rows.of(database, sql);
  }
}
