package io.financeflow.pipelines.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.financeflow.pipelines.features.MadeUpMarket.Bar;
import io.financeflow.pipelines.features.MadeUpMarket.Row;
import io.financeflow.pipelines.io.FeatureStore;
import io.financeflow.schema.market.DateRange;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a row may depend on, and what it must. */
class FeatureRuleTest {
  private static final LocalDate FIRST = LocalDate.of(2024, 1, 2);
  private static final float UNKNOWN = Float.NaN;

  private final MadeUpMarket market = MadeUpMarket.of(FIRST, 300, 5);
  private final LocalDate today = market.sessions().get(200);

  @Test
  void nothingAfterASessionReachesItsFeatures() {
    MadeUpMarket other = market.copy();
    for (LocalDate date : market.sessions()) {
      if (date.isAfter(today)) {
        for (String ticker : market.tickers(date)) {
          Bar bar = market.bar(date, ticker);
          Bar perturbed =
              new Bar(
                  bar.open() * 2,
                  bar.high() * 3,
                  bar.low() / 2,
                  bar.close() * 2,
                  bar.volume() * 7,
                  bar.dailyReturn() + 0.1);
          other.put(date, ticker, perturbed.split(4));
        }
      }
    }

    assertThat(features(other, today)).hasSizeGreaterThan(350).isEqualTo(features(market, today));
    assertThat(features(other, market.sessions().get(201)))
        .isNotEqualTo(features(market, market.sessions().get(201)));
  }

  @Test
  void withoutTheFutureTheFeaturesAreTheSame() {
    for (int session : new int[] {119, 120, 150, 200, 299}) {
      LocalDate date = market.sessions().get(session);
      assertThat(features(market.where(d -> !d.isAfter(date)), date))
          .isEqualTo(features(market, date));
    }
  }

  @Test
  void everyFigureOfTheDayMovesItsFeatures() {
    Bar bar = market.bar(today, "T2");

    assertThat(moved(new Bar(bar.open() * 1.001, bar.high(), bar.low(), bar.close(), 1, 0)))
        .contains(Feature.OVERNIGHT_GAP);
    assertThat(
            moved(
                new Bar(
                    bar.open(),
                    bar.high() * 1.01,
                    bar.low(),
                    bar.close(),
                    bar.volume(),
                    bar.dailyReturn())))
        .containsExactly(Feature.ATR_14);
    assertThat(
            moved(
                new Bar(
                    bar.open(),
                    bar.high(),
                    bar.low(),
                    bar.close(),
                    bar.volume() * 1.01,
                    bar.dailyReturn())))
        .containsExactly(Feature.VOLUME_Z_20);
    assertThat(
            moved(
                new Bar(
                    bar.open(),
                    bar.high(),
                    bar.low(),
                    bar.close(),
                    bar.volume(),
                    bar.dailyReturn() + 0.2)))
        .contains(
            Feature.LOG_RETURN,
            Feature.RETURN_5,
            Feature.RETURN_10,
            Feature.RETURN_20,
            Feature.VOLATILITY_5,
            Feature.VOLATILITY_20,
            Feature.RSI_14,
            Feature.MACD,
            Feature.MACD_HISTOGRAM,
            Feature.BOLLINGER_POSITION,
            Feature.ATR_14,
            Feature.OVERNIGHT_GAP,
            Feature.RETURN_RANK,
            Feature.MARKET_RETURN);
  }

  @Test
  void rowsDoNotDependOnHowARangeIsCut() {
    DateRange range = new DateRange(market.sessions().get(0), market.sessions().get(299));
    SortedMap<String, Row> whole = market.rows();
    SortedMap<String, Row> joined = new TreeMap<>();

    for (LocalDate month = FIRST.withDayOfMonth(1);
        !month.isAfter(range.to());
        month = month.plusMonths(1)) {
      List<LocalDate> sessions =
          MadeUpMarket.NYSE.sessions(month, month.plusMonths(1).minusDays(1));
      DateRange rows = new DateRange(sessions.get(0), sessions.get(sessions.size() - 1));
      FeatureStore.Stretch stretch = ComputeFeatures.reach(MadeUpMarket.NYSE, rows, range);
      joined.putAll(
          market
              .rows(stretch.bars())
              .subMap(rows.from().toString(), rows.to().plusDays(1).toString()));
    }

    assertThat(joined).hasSizeGreaterThan(700).isEqualTo(whole);
  }

  @Test
  void splitWithinTheWindowChangesNothing() {
    MadeUpMarket split = market.copy();
    for (LocalDate date : market.sessions().subList(190, 300)) {
      for (String ticker : market.tickers(date)) {
        split.put(date, ticker, market.bar(date, ticker).split(4));
      }
    }

    Map<String, Row> expected = market.rows();
    Map<String, Row> actual = split.rows();
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    actual.forEach(
        (key, row) -> {
          for (Feature feature : Feature.values()) {
            float value = row(expected, key).feature(feature);
            assertThat(row.feature(feature))
                .as(key + " " + feature)
                .isCloseTo(value, within(1e-5f * Math.max(1, Math.abs(value))));
          }
        });
  }

  @Test
  void firstRowNeedsAHundredAndTwentyBars() {
    MadeUpMarket steady = steady(125);

    assertThat(steady.rows().keySet())
        .containsExactlyElementsOf(
            steady.sessions().subList(119, 125).stream().map(date -> date + " A").toList());
  }

  @Test
  void unknownReturnBeginsANewSeries() {
    MadeUpMarket broken = steady(260);
    List<LocalDate> sessions = broken.sessions();
    broken.put(sessions.get(130), "A", new Bar(10, 10, 10, 10, 1, Double.NaN));

    assertThat(broken.rows().keySet())
        .startsWith(sessions.get(119) + " A")
        .hasSize(11 + 11)
        .contains(sessions.get(129) + " A", sessions.get(130 + 119) + " A")
        .endsWith(sessions.get(259) + " A");
  }

  @Test
  void barsOfAWindowLieWithinAHundredAndFortySessions() {
    MadeUpMarket full = steady(260);
    List<LocalDate> sessions = full.sessions();

    // Bars 0..99, then none for 20 or 21 sessions, then 20 bars.
    MadeUpMarket just = full.where(d -> !sessions.subList(100, 120).contains(d));
    MadeUpMarket tooMany = full.where(d -> !sessions.subList(100, 121).contains(d));

    assertThat(just.rows().firstKey()).isEqualTo(sessions.get(139) + " A");
    assertThat(tooMany.rows().firstKey()).isEqualTo(sessions.get(121 + 119) + " A");
  }

  @Test
  void constantPricesHaveDefinedFeatures() {
    MadeUpMarket constant = new MadeUpMarket();
    for (LocalDate date : market.sessions().subList(0, 120)) {
      constant.put(date, "A", new Bar(7, 7, 7, 7, 0, 0));
    }

    LocalDate last = market.sessions().get(119);
    Row row = row(constant.rows(), last + " A");

    assertThat(last).as("a Monday").isEqualTo("2024-06-24");
    assertThat(row.features())
        .containsExactly(0f, 0f, 0f, 0f, 0f, 0f, 50f, 0f, 0f, 0.5f, 0f, 0f, 0f, 0f, 1f, 0.5f, 0f);
    assertThat(row.labels()).containsExactly(UNKNOWN, UNKNOWN, UNKNOWN);
  }

  @Test
  void featureThatNoTableCanHoldMakesNoRow() {
    MadeUpMarket steady = steady(121);
    LocalDate last = steady.sessions().get(120);
    steady.put(last, "A", new Bar(10, 10, 10, 10, 1, 1e300));

    assertThat(steady.rows().lastKey()).isEqualTo(steady.sessions().get(119) + " A");
  }

  @Test
  void labelsAreOfTheNextSession() {
    MadeUpMarket labelled = new MadeUpMarket();
    List<LocalDate> sessions = market.sessions();
    for (int i = 0; i < 123; i++) {
      for (String ticker : List.of("A", "B", "C", "D")) {
        labelled.put(sessions.get(i), ticker, new Bar(10, 10, 10, 10, 1, 0));
      }
    }
    labelled.put(sessions.get(120), "A", new Bar(10, 10, 10, 10, 1, 0.25));
    labelled.put(sessions.get(120), "B", new Bar(10, 10, 10, 10, 1, 0.125));
    labelled.put(sessions.get(120), "C", new Bar(10, 10, 10, 10, 1, -0.5));
    MadeUpMarket halted = labelled.where(date -> !date.equals(sessions.get(121)));
    halted.put(sessions.get(121), "A", new Bar(10, 10, 10, 10, 1, 0.25));
    halted.put(sessions.get(121), "B", new Bar(10, 10, 10, 10, 1, Double.NaN));
    halted.put(sessions.get(121), "C", new Bar(10, 10, 10, 10, 1, 0.25));

    Map<String, Row> rows = halted.rows();

    // Returns of session 120: 0.25, 0.125, -0.5, 0; their median is 0.0625.
    assertThat(labels(rows, sessions.get(119)))
        .containsExactly(
            "A [0.25, 1.0, 1.0]",
            "B [0.125, 1.0, 1.0]",
            "C [-0.5, -1.0, 0.0]",
            "D [0.0, 0.0, 0.0]");
    // Both known returns of session 121 equal the median; D has no bar and B no return.
    assertThat(labels(rows, sessions.get(120)))
        .containsExactly(
            "A [0.25, 1.0, 0.0]", "B [NaN, NaN, NaN]", "C [0.25, 1.0, 0.0]", "D [NaN, NaN, NaN]");
    assertThat(labels(rows, sessions.get(122)))
        .containsExactly("A [NaN, NaN, NaN]", "C [NaN, NaN, NaN]", "D [NaN, NaN, NaN]");
  }

  @Test
  void labelsDoNotReachOverASessionWithoutBars() {
    List<LocalDate> sessions = market.sessions();
    MadeUpMarket hole = steady(123).where(date -> !date.equals(sessions.get(121)));

    assertThat(labels(hole.rows(), sessions.get(120))).containsExactly("A [NaN, NaN, NaN]");
  }

  @Test
  void crossSectionIsThatOfTheDay() {
    MadeUpMarket three = new MadeUpMarket();
    for (LocalDate date : market.sessions().subList(0, 120)) {
      three.put(date, "A", new Bar(10, 10, 10, 10, 1, 0));
      three.put(date, "B", new Bar(10, 10, 10, 10, 1, 0));
    }
    LocalDate last = market.sessions().get(119);
    three.put(last, "A", new Bar(10, 10, 10, 10, 1, 0.5));
    three.put(last, "NEW", new Bar(10, 10, 10, 10, 1, 0.25));
    three.put(last, "UNKNOWN", new Bar(10, 10, 10, 10, 1, Double.NaN));

    Row a = row(three.rows(), last + " A");
    Row b = row(three.rows(), last + " B");

    // NEW has no row yet, but it was traded that day.
    assertThat(a.feature(Feature.RETURN_RANK)).isEqualTo(1);
    assertThat(b.feature(Feature.RETURN_RANK)).isZero();
    assertThat(a.feature(Feature.MARKET_RETURN)).isEqualTo(0.25f);
    assertThat(three.rows()).hasSize(2);
  }

  @Test
  void definitionIsTheOneThatWasVersioned() {
    assertThat(Feature.set().columns()).hasSize(Feature.COUNT);
    assertThat(Feature.set().labels()).hasSize(Feature.LABELS);
    assertThat(Feature.set().key() + " " + Feature.set().definitionHash())
        .as("a changed definition needs a new version")
        .isEqualTo("daily:1 d63ab628e0976456c93f506ee1587fcc045d4524b0d5466ff8dc429d0bdb6b95");
  }

  /** One ticker that rises a percent a day. */
  private MadeUpMarket steady(int sessions) {
    MadeUpMarket steady = new MadeUpMarket();
    for (LocalDate date : market.sessions().subList(0, sessions)) {
      steady.put(date, "A", new Bar(10, 10.1, 9.9, 10, 1000, 0.01));
    }
    return steady;
  }

  private static Map<String, List<Float>> features(MadeUpMarket market, LocalDate last) {
    Map<String, List<Float>> features = new TreeMap<>();
    market
        .rows()
        .headMap(last.plusDays(1).toString())
        .forEach((key, row) -> features.put(key, row.features()));
    return features;
  }

  private static Row row(Map<String, Row> rows, String key) {
    return Objects.requireNonNull(rows.get(key), key);
  }

  private static List<String> labels(Map<String, Row> rows, LocalDate date) {
    return rows.entrySet().stream()
        .filter(row -> row.getKey().startsWith(date.toString()))
        .map(row -> row.getKey().substring(11) + " " + row.getValue().labels())
        .toList();
  }

  /** Features of T2 that differ today when its bar is another. */
  private List<Feature> moved(Bar bar) {
    MadeUpMarket other = market.copy();
    other.put(today, "T2", bar);
    Row before = row(market.rows(), today + " T2");
    Row after = row(other.rows(), today + " T2");
    return List.of(Feature.values()).stream()
        .filter(feature -> before.feature(feature) != after.feature(feature))
        .toList();
  }
}
