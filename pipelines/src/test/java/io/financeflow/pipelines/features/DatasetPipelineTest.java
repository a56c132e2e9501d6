package io.financeflow.pipelines.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.PostgresExtension;
import io.financeflow.schema.market.DateRange;
import java.io.IOException;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.apache.beam.sdk.Pipeline;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Datasets of 180 sessions with features: the 121st to the 300th from 2 January 2024. */
@ExtendWith(PostgresExtension.class)
class DatasetPipelineTest {
  private static final LocalDate FIRST = LocalDate.of(2024, 1, 2);
  private static final MadeUpMarket MARKET = MadeUpMarket.of(FIRST, 300, 4);
  private static final LocalDate LAST = MARKET.sessions().get(299);
  private static final DateRange ALL = new DateRange(FIRST, LAST);
  private static final DatasetRequest.Split TEN_ROWS = new DatasetRequest.Split(64, 16, 20, 10);
  private static final DatasetRequest.Universe EVERYBODY =
      new DatasetRequest.Universe(List.of(), 1);

  private static StoredMarket stored;

  @BeforeAll
  static void computeFeatures(Database database) {
    stored = new StoredMarket(database);
    stored.store(MARKET);
    stored.features(FIRST, LAST);
    stored.execute("CREATE TABLE original AS SELECT * FROM feature_rows");
  }

  @BeforeEach
  void restore() {
    stored.execute("DELETE FROM datasets");
    stored.execute("DELETE FROM feature_rows");
    stored.execute("INSERT INTO feature_rows SELECT * FROM original");
  }

  @Test
  void segmentsArePurgedAndCounted() throws SQLException, IOException {
    create("d", EVERYBODY, TEN_ROWS);

    // 181 sessions (rows begin at the 119th after the first) less 2 gaps of 11 are 159: 101, 25,
    // 33.
    List<LocalDate> sessions = MARKET.sessions().subList(120, 300);
    assertThat(
            stored.query(
                """
                SELECT train_from, train_to, valid_from, valid_to, test_from, test_to, time_steps,
                  purge, universe, tickers FROM datasets
                """))
        .containsExactly(
            "%s %s %s %s %s %s 10 11 all with at least 1 rows {T0,T1,T2,T3}"
                .formatted(
                    sessions.get(0),
                    sessions.get(100),
                    sessions.get(112),
                    sessions.get(136),
                    sessions.get(148),
                    sessions.get(179)));
    assertThat(
            stored.query(
                """
                SELECT d.train_rows = count(*) FILTER (WHERE segment = 'train'),
                  d.valid_rows = count(*) FILTER (WHERE segment = 'valid'),
                  d.test_rows = count(*) FILTER (WHERE segment = 'test'),
                  count(DISTINCT trading_date) FILTER (WHERE segment = 'gap'),
                  count(*) = (SELECT count(*) FROM original)
                FROM datasets d JOIN dataset_rows r ON r.dataset = d.name GROUP BY d.name
                """))
        .containsExactly("t t t 22 t");
  }

  @Test
  void scalingIsThatOfSqlOverTheTrainingSegment() throws SQLException, IOException {
    create("d", EVERYBODY, TEN_ROWS);

    for (int i = 1; i <= Feature.COUNT; i++) {
      List<String> row =
          List.of(
              stored
                  .query(
                      """
                      SELECT d.mean[%d], d.deviation[%1$d], avg(features[%1$d]::float8),
                        stddev_samp(features[%1$d]::float8)
                      FROM datasets d JOIN dataset_rows r ON r.dataset = d.name
                      WHERE segment = 'train' GROUP BY d.name
                      """
                          .formatted(i))
                  .get(0)
                  .split(" ", -1));
      double deviation = Double.parseDouble(row.get(3));
      assertThat(Double.parseDouble(row.get(0)))
          .isCloseTo(Double.parseDouble(row.get(2)), within(1e-12 * Math.max(1, deviation)));
      assertThat(Double.parseDouble(row.get(1))).isCloseTo(deviation, within(1e-12 * deviation));
    }
  }

  @Test
  void laterSegmentsDoNotReachTheScalingButTheFingerprint() throws SQLException, IOException {
    create("before", EVERYBODY, TEN_ROWS);
    stored.execute(
        "UPDATE feature_rows SET features[1] = 9 WHERE trading_date > (SELECT train_to FROM"
            + " datasets)");
    create("later", EVERYBODY, TEN_ROWS);
    stored.execute(
        "UPDATE feature_rows SET features[1] = 9 WHERE trading_date = (SELECT max(train_to) FROM"
            + " datasets)");
    create("training", EVERYBODY, TEN_ROWS);

    assertThat(
            stored.query(
                """
                SELECT a.name, b.name, a.mean = b.mean AND a.deviation = b.deviation,
                  a.fingerprint = b.fingerprint
                FROM datasets a JOIN datasets b ON a.name < b.name ORDER BY 1, 2
                """))
        .containsExactly("before later t f", "before training f f", "later training f f");
  }

  @Test
  void sameRowsInAnotherOrderAreTheSameDatasetToTheLastBit() throws SQLException, IOException {
    create("a", EVERYBODY, TEN_ROWS);
    stored.execute("DELETE FROM feature_rows");
    stored.execute("INSERT INTO feature_rows SELECT * FROM original ORDER BY ticker DESC, 2 DESC");
    create("b", EVERYBODY, TEN_ROWS);

    assertThat(
            stored.query("SELECT DISTINCT mean, deviation, fingerprint, train_rows FROM datasets"))
        .hasSize(1);
  }

  @Test
  void labelAloneChangesTheFingerprint() throws SQLException, IOException {
    create("a", EVERYBODY, TEN_ROWS);
    stored.execute(
        "UPDATE feature_rows SET labels = '{NULL,NULL,NULL}' WHERE ticker = 'T0' AND trading_date ="
            + " (SELECT valid_from FROM datasets)");
    create("b", EVERYBODY, TEN_ROWS);

    assertThat(stored.query("SELECT count(DISTINCT fingerprint) FROM datasets"))
        .containsExactly("2");
  }

  @Test
  void givenTickersAreTheOnlyOnes() throws SQLException, IOException {
    create("d", new DatasetRequest.Universe(List.of("T3", "T1"), 1), TEN_ROWS);

    assertThat(stored.query("SELECT universe, tickers FROM datasets"))
        .containsExactly("given {T1,T3}");
    assertThat(stored.query("SELECT DISTINCT ticker FROM dataset_rows ORDER BY 1"))
        .containsExactly("T1", "T3");
  }

  @Test
  void tickerWithFewerRowsIsLeftOut() throws SQLException, IOException {
    stored.execute("DELETE FROM feature_rows WHERE ticker = 'T1' AND trading_date > '2024-10-01'");

    create("d", new DatasetRequest.Universe(List.of(), 100), TEN_ROWS);

    assertThat(stored.query("SELECT universe, tickers FROM datasets"))
        .containsExactly("all with at least 100 rows {T0,T2,T3}");
  }

  @Test
  void refusalsSayWhatToDo() throws SQLException, IOException {
    create("taken", EVERYBODY, TEN_ROWS);
    DateRange early = new DateRange(FIRST, FIRST.plusDays(30));

    assertRefused(
        new DatasetRequest("taken", ALL, EVERYBODY, TEN_ROWS),
        "dataset taken exists: run ./financeflow dataset delete taken first, or take another name");
    assertRefused(
        new DatasetRequest("d", early, EVERYBODY, TEN_ROWS),
        "no features stored for 2024-01-02..2024-02-01: run ./financeflow features --from 2024-01-02"
            + " --to 2024-02-01 first");
    assertRefused(
        new DatasetRequest("d", ALL, new DatasetRequest.Universe(List.of("T1", "T9"), 1), TEN_ROWS),
        "no features stored in %s for T9: a row needs 120 bars before it; leave the ticker out or"
                .formatted(ALL)
            + " ingest earlier sessions");
    assertRefused(
        new DatasetRequest("d", ALL, new DatasetRequest.Universe(List.of(), 999), TEN_ROWS),
        "no ticker has 999 rows in %s: the longest series has %s; lower --min-rows"
            .formatted(
                ALL,
                stored
                    .query("SELECT max(n) FROM (SELECT count(*) n FROM original GROUP BY ticker) c")
                    .get(0)));
    assertRefused(
        new DatasetRequest("d", ALL, EVERYBODY, new DatasetRequest.Split(64, 16, 20, 100)),
        "too few sessions: 180 with features - 2 gaps of 101 = -22 to split 64/16/20; take a longer"
            + " range, a smaller window or another split");
  }

  @Test
  void windowOfALaterSegmentSharesNothingWithTheOneBefore() throws SQLException, IOException {
    create("d", EVERYBODY, TEN_ROWS);

    // The window of the first validation row begins time_steps - 1 sessions before it; the label of
    // the last training row is one session after it.
    assertThat(
            stored.query(
                """
                WITH s AS (SELECT trading_date, row_number() OVER (ORDER BY trading_date) AS n
                  FROM (SELECT DISTINCT trading_date FROM feature_rows) d)
                SELECT v.n - d.time_steps + 1 > t.n + 1, w.n - d.time_steps + 1 > x.n + 1
                FROM datasets d
                JOIN s t ON t.trading_date = d.train_to JOIN s v ON v.trading_date = d.valid_from
                JOIN s x ON x.trading_date = d.valid_to JOIN s w ON w.trading_date = d.test_from
                """))
        .containsExactly("t t");
  }

  private static void create(
      String name, DatasetRequest.Universe universe, DatasetRequest.Split split)
      throws SQLException, IOException {
    DatasetPlan plan =
        DatasetPlan.of(stored.jdbc(), new DatasetRequest(name, ALL, universe, split));
    Pipeline pipeline = Pipeline.create();
    DatasetPipeline.build(
        pipeline, new DatasetSettings(stored.jdbc(), plan, UUID.randomUUID(), StoredMarket.CLOCK));
    pipeline.run().waitUntilFinish();
  }

  private static void assertRefused(DatasetRequest request, String message) {
    assertThatThrownBy(() -> DatasetPlan.of(stored.jdbc(), request))
        .isInstanceOf(UnusableDataset.class)
        .hasMessage(message);
  }
}
