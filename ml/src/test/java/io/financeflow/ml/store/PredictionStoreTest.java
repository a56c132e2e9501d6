package io.financeflow.ml.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.PostgresExtension;
import io.financeflow.schema.market.DateRange;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class PredictionStoreTest {
  private static final UUID RUN_1 = UUID.fromString("00000000-0000-0000-0000-000000000001");
  private static final UUID RUN_2 = UUID.fromString("00000000-0000-0000-0000-000000000002");
  private static final LocalDate FRIDAY = LocalDate.parse("2025-01-31");
  private static final LocalDate MONDAY = LocalDate.parse("2025-02-03");
  private static final LocalDate TUESDAY = LocalDate.parse("2025-02-04");
  private static final DateRange BOTH = new DateRange(MONDAY, TUESDAY);

  private final Database database;
  private final ModelStore models;
  private final PredictionStore store;
  private final PredictionStore later;
  private final Scores scores;

  PredictionStoreTest(Database database) {
    this.database = database;
    this.models = new ModelStore(database, Sample.CLOCK);
    this.store = new PredictionStore(database, Sample.CLOCK);
    this.later = new PredictionStore(database, Clock.offset(Sample.CLOCK, Duration.ofHours(1)));
    this.scores = new Scores(database, Sample.CLOCK);
  }

  @BeforeEach
  void storeBars() {
    execute(
        """
        INSERT INTO daily_bars (ticker, trading_date, open, high, low, close, volume, source,
          daily_return)
        SELECT t, d, c, c, c, c, 100, 'test', r FROM (VALUES
          ('AAPL', DATE '2025-01-31', 100.0, 0.0), ('AAPL', '2025-02-03', 102, 0.02),
          ('AAPL', '2025-02-04', 25.75, 0.0098), ('MSFT', '2025-02-03', 400, NULL),
          ('NVDA', '2025-01-31', 50, 0.1), ('NVDA', '2025-02-03', 50, 0)) AS b (t, d, c, r)
        """);
  }

  private void execute(String sql) {
    database.jdbi().useHandle(handle -> handle.execute(sql));
  }

  private long number(String sql) {
    return database.jdbi().withHandle(h -> h.createQuery(sql).mapTo(Long.class).one());
  }

  private StoredVersion version(String model, String target) {
    return models.save(Sample.version(model, target, "bytes", OptionalInt.empty()));
  }

  private static Prediction about(
      StoredVersion version, String ticker, LocalDate target, double value) {
    return new Prediction(
        version.id(),
        ticker,
        FRIDAY,
        target,
        target.equals(MONDAY) ? 1 : 2,
        value,
        Optional.empty());
  }

  private static Prediction within(Prediction prediction, double low, double high) {
    return new Prediction(
        prediction.versionId(),
        prediction.ticker(),
        prediction.asOf(),
        prediction.target(),
        prediction.horizon(),
        prediction.value(),
        Optional.of(new Prediction.Interval(low, high, 0.9)));
  }

  private StoredPrediction.Score score(StoredVersion version, String ticker, LocalDate target) {
    return store
        .find(version, new DateRange(target, target), List.of(ticker))
        .get(0)
        .score()
        .orElseThrow();
  }

  @Test
  void equalPredictionsStayUntouched() {
    StoredVersion version = version("m", "close");
    Prediction one = within(about(version, "AAPL", MONDAY, 101), 99, 103);
    Prediction two = about(version, "MSFT", MONDAY, 401);

    assertThat(store.upsert(List.of(two, one), RUN_1)).isEqualTo(2);
    assertThat(later.upsert(List.of(one, about(version, "MSFT", MONDAY, 402)), RUN_2)).isEqualTo(1);
    assertThat(store.upsert(List.of(), RUN_2)).isZero();

    assertThat(store.find(version, BOTH, List.of()))
        .containsExactly(
            new StoredPrediction(one, Sample.NOON, RUN_1, Optional.empty()),
            new StoredPrediction(
                about(version, "MSFT", MONDAY, 402),
                Sample.NOON.plusSeconds(3600),
                RUN_2,
                Optional.empty()));
    assertThat(store.find(version, BOTH, List.of("MSFT", "IBM"))).hasSize(1);
    assertThat(store.find(version, new DateRange(TUESDAY, TUESDAY), List.of())).isEmpty();
  }

  @Test
  void batchesAreOneTransaction() {
    StoredVersion version = version("m", "close");
    List<Prediction> many =
        IntStream.range(0, 12_001).mapToObj(i -> about(version, "T" + i, MONDAY, i)).toList();

    assertThat(store.upsert(many, RUN_1)).isEqualTo(12_001);
    assertThat(store.upsert(many, RUN_2)).isZero();
    assertThat(number("SELECT count(*) FROM predictions")).isEqualTo(12_001);

    StoredVersion gone = version("n", "close");
    List<Prediction> broken =
        IntStream.range(0, 5_001)
            .mapToObj(i -> about(gone, i == 5_000 ? "no ticker" : "T" + i, MONDAY, i))
            .toList();
    assertThatThrownBy(() -> store.upsert(broken, RUN_1))
        .hasMessageContaining("predictions_ticker_check");
    assertThat(store.find(gone, BOTH, List.of())).isEmpty();
  }

  @Test
  void wrongPredictionsAreRefused() {
    StoredVersion version = version("m", "close");
    Prediction good = about(version, "AAPL", MONDAY, 101);

    assertThatThrownBy(() -> store.upsert(List.of(good, about(version, "AAPL", MONDAY, 1)), RUN_1))
        .isInstanceOf(ModelRefusal.class)
        .hasMessage(
            "two predictions of one version for AAPL of 2025-01-31 about 2025-02-03: keep one");
    assertThatThrownBy(() -> about(version, "AAPL", FRIDAY, 101))
        .hasMessage(
            "the target must be after 2025-01-31 but was 2025-01-31: prediction for AAPL of 2025-01-31");
    assertThatThrownBy(() -> about(version, "AAPL", MONDAY, Double.NaN))
        .isInstanceOf(ModelRefusal.class);
    assertThatThrownBy(() -> within(good, 102, 103))
        .hasMessageStartingWith("the interval must hold the value 101.0 but was Interval[");
  }

  @Test
  void closesAreComparedInTheSharesOfTheAsOfDate() {
    StoredVersion version = version("m", "close");
    execute(
        """
        INSERT INTO splits (ticker, execution_date, split_from, split_to, source) VALUES
          ('AAPL', '2025-01-31', 1, 7, 'test'), ('AAPL', '2025-02-04', 1, 4, 'test'),
          ('AAPL', '2025-02-04', 2, 8, 'test'), ('AAPL', '2025-02-05', 1, 3, 'test')
        """);
    store.upsert(
        List.of(
            within(about(version, "AAPL", MONDAY, 101), 100, 101.5),
            within(about(version, "AAPL", TUESDAY, 99), 90, 103)),
        RUN_1);

    assertThat(scores.score(BOTH)).isEqualTo(2);

    assertThat(score(version, "AAPL", MONDAY))
        .isEqualTo(
            new StoredPrediction.Score(
                102, 1, -1, Optional.of(true), Optional.of(false), Sample.NOON));
    assertThat(score(version, "AAPL", TUESDAY))
        .isEqualTo(
            new StoredPrediction.Score(
                103, 4, -4, Optional.of(false), Optional.of(true), Sample.NOON));
  }

  @Test
  void returnsAndDirectionsAreComparedWithTheStoredReturn() {
    StoredVersion returns = version("r", "next_return");
    StoredVersion direction = version("d", "direction");
    store.upsert(
        List.of(
            about(returns, "AAPL", MONDAY, 0.5),
            about(returns, "NVDA", MONDAY, 0.25),
            about(direction, "AAPL", MONDAY, 0.5),
            about(direction, "NVDA", MONDAY, 0.25)),
        RUN_1);

    assertThat(scores.score(BOTH)).isEqualTo(4);

    assertThat(score(returns, "AAPL", MONDAY))
        .isEqualTo(
            new StoredPrediction.Score(
                0.02, 1, 0.48, Optional.of(true), Optional.empty(), Sample.NOON));
    assertThat(score(returns, "NVDA", MONDAY))
        .isEqualTo(
            new StoredPrediction.Score(
                0, 1, 0.25, Optional.empty(), Optional.empty(), Sample.NOON));
    assertThat(score(direction, "AAPL", MONDAY))
        .isEqualTo(
            new StoredPrediction.Score(
                1, 1, -0.5, Optional.of(false), Optional.empty(), Sample.NOON));
    assertThat(score(direction, "NVDA", MONDAY))
        .isEqualTo(
            new StoredPrediction.Score(
                0, 1, 0.25, Optional.empty(), Optional.empty(), Sample.NOON));
  }

  @Test
  void unknownOutcomesAreNotScored() {
    StoredVersion closes = version("c", "close");
    StoredVersion returns = version("r", "next_return");
    execute(
        """
        INSERT INTO splits (ticker, execution_date, split_from, split_to, source) VALUES
          ('AAPL', '2025-02-04', 1, 4, 'test'), ('AAPL', '2025-02-04', 1, 5, 'test');
        INSERT INTO tickers (ticker, delisted_date, source) VALUES ('NVDA', '2025-01-31', 'test')
        """);
    store.upsert(
        List.of(
            about(closes, "AAPL", TUESDAY, 100),
            about(closes, "NVDA", MONDAY, 50),
            about(closes, "MSFT", TUESDAY, 400),
            about(returns, "MSFT", MONDAY, 0.01)),
        RUN_1);

    assertThat(scores.score(BOTH)).isZero();

    store.upsert(List.of(about(closes, "MSFT", MONDAY, 401)), RUN_1);
    assertThat(scores.score(BOTH)).isEqualTo(1);
    assertThat(score(closes, "MSFT", MONDAY))
        .isEqualTo(
            new StoredPrediction.Score(400, 1, 1, Optional.empty(), Optional.empty(), Sample.NOON));
  }

  @Test
  void scoresFollowCorrectedBarsAndChangedPredictions() {
    StoredVersion version = version("m", "close");
    store.upsert(
        List.of(about(version, "AAPL", MONDAY, 101), about(version, "NVDA", MONDAY, 49)), RUN_1);
    assertThat(scores.score(BOTH)).isEqualTo(2);
    assertThat(scores.score(BOTH)).isZero();

    execute(
        "UPDATE daily_bars SET low = 98, close = 98 WHERE ticker = 'AAPL' AND trading_date = '2025-02-03'");
    assertThat(scores.score(BOTH)).isEqualTo(1);
    assertThat(score(version, "AAPL", MONDAY).error()).isEqualTo(3);

    store.upsert(List.of(about(version, "NVDA", MONDAY, 51)), RUN_1);
    assertThat(store.find(version, BOTH, List.of("NVDA")).get(0).score()).isEmpty();
    assertThat(scores.score(BOTH)).isEqualTo(1);
    assertThat(score(version, "NVDA", MONDAY).error()).isEqualTo(1);

    models.save(Sample.version("m", "newer"));
    models.delete("m", 1);
    assertThat(number("SELECT count(*) FROM predictions")).isZero();
    assertThat(number("SELECT count(*) FROM prediction_scores")).isZero();
  }
}
