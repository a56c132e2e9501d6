package io.financeflow.pipelines.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.financeflow.pipelines.features.MadeUpMarket.Bar;
import io.financeflow.pipelines.features.MadeUpMarket.Row;
import io.financeflow.pipelines.io.ChangedDefinition;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.PostgresExtension;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.Pipeline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class FeaturesPipelineTest {
  private static final LocalDate FIRST = LocalDate.of(2024, 1, 2);

  private final MadeUpMarket market = MadeUpMarket.of(FIRST, 300, 4);
  private final LocalDate last = market.sessions().get(299);
  private final StoredMarket stored;

  FeaturesPipelineTest(Database database) {
    stored = new StoredMarket(database);
    stored.store(market);
  }

  @Test
  void tableHoldsWhatTheRuleMakes() {
    stored.features(FIRST, last);

    Map<String, Row> expected = market.rows();
    assertThat(parsed(stored.rows())).hasSizeGreaterThan(600).isEqualTo(expected);
    assertThat(stored.lastRun()).isEqualTo("300 %d %1$d".formatted(expected.size()));
    assertThat(
            stored.query(
                "SELECT name, version, cardinality(columns), labels, lookback_bars, horizon FROM"
                    + " feature_sets"))
        .containsExactly("daily 1 17 {next_return,next_sign,next_above_median} 120 1");
  }

  @Test
  void secondRunTouchesNothing() {
    stored.features(FIRST, last);
    List<String> places = stored.places();

    stored.features(FIRST, last);

    assertThat(stored.places()).isEqualTo(places);
    assertThat(stored.lastRun()).isEqualTo("300 %d 0".formatted(places.size()));
  }

  @Test
  void monthByMonthIsTheSameAsInOneGo() {
    stored.features(FIRST, last);
    List<String> whole = stored.rows();
    stored.execute("DELETE FROM feature_rows");

    for (LocalDate month = FIRST.withDayOfMonth(1);
        !month.isAfter(last);
        month = month.plusMonths(1)) {
      stored.features(month, month.plusMonths(1).minusDays(1));
    }

    assertThat(stored.rows()).isEqualTo(whole);
  }

  @Test
  void nextSessionFillsTheLabelsOfTheOneBefore() {
    LocalDate before = market.sessions().get(298);
    stored.execute("DELETE FROM daily_bars WHERE trading_date = '" + last + "'");
    stored.features(market.sessions().get(297), before);
    String known = "SELECT count(labels[1]), count(*) FROM feature_rows WHERE trading_date = '%s'";
    assertThat(stored.query(known.formatted(before))).containsExactly("0 4");
    List<String> features = stored.query("SELECT features FROM feature_rows ORDER BY ticker, 1");

    stored.store(market.where(last::equals));
    stored.features(last, last);

    assertThat(stored.query(known.formatted(before))).containsExactly("4 4");
    assertThat(
            stored.query(
                "SELECT features FROM feature_rows WHERE trading_date < '%s' ORDER BY ticker, 1"
                    .formatted(last)))
        .isEqualTo(features);
    assertThat(stored.lastRun()).isEqualTo("1 4 4");
  }

  @Test
  void runDoesNotAddRowsBeforeItsRange() {
    stored.features(last, last);

    assertThat(stored.query("SELECT DISTINCT trading_date FROM feature_rows"))
        .containsExactly(last.toString());
  }

  @Test
  void correctedBarChangesItsRowsAndThoseOfLaterSessions() {
    stored.features(FIRST, last);
    List<String> rows = stored.rows();
    LocalDate corrected = market.sessions().get(280);
    stored.execute(
        "UPDATE daily_bars SET volume = volume * 3 WHERE ticker = 'T1' AND trading_date = '"
            + corrected
            + "'");

    stored.features(FIRST, last);

    List<String> changed = new ArrayList<>(stored.rows());
    changed.removeAll(rows);
    assertThat(changed)
        .hasSizeBetween(15, 20)
        .allSatisfy(row -> assertThat(row).contains(" T1 "))
        .allSatisfy(row -> assertThat(row.substring(0, 10)).isGreaterThanOrEqualTo("" + corrected));
    assertThat(stored.lastRun()).isEqualTo("300 %d %d".formatted(rows.size(), changed.size()));
  }

  @Test
  void rowThatCanNoLongerBeComputedGoes() {
    stored.features(FIRST, last);
    long before = stored.rows().size();
    stored.execute(
        "UPDATE daily_bars SET daily_return = NULL WHERE ticker = 'T1' AND trading_date = '"
            + last
            + "'");

    stored.features(last, last);

    assertThat(stored.rows()).hasSize((int) before - 1);
    // The row that went, and the labels of the session before, which is not the run's.
    assertThat(stored.lastRun()).isEqualTo("1 3 4");
  }

  @Test
  void sessionWithoutBarsOrReturnsIsNotReadyAndKeepsItsRows() {
    stored.features(FIRST, last);
    long before = stored.rows().size();
    LocalDate withoutReturns = market.sessions().get(290);
    LocalDate due = market.sessions().get(291);
    stored.execute(
        "DELETE FROM ingestion_logs WHERE dataset = 'daily_return' AND trading_date = '%s'"
            .formatted(withoutReturns));
    stored.execute("INSERT INTO returns_due VALUES ('T1', '%s', 'bar')".formatted(due));
    LocalDate future = MadeUpMarket.NYSE.shift(last, 1);

    stored.features(withoutReturns, due);
    stored.features(future, future);

    assertThat(
            stored.query(
                """
                SELECT status, row_count, changed_count, error FROM ingestion_logs
                WHERE dataset = 'feature_rows' AND status <> 'DONE' ORDER BY trading_date
                """))
        .containsExactly(
            "NOT_READY 0 0 returns of %s are not computed: run ./financeflow returns --date %1$s first"
                .formatted(withoutReturns),
            "NOT_READY 0 0 returns of %s are not computed: run ./financeflow returns --date %1$s first"
                .formatted(due),
            "NOT_READY 0 0 no bars stored for %s: run ./financeflow ingest --date %1$s first"
                .formatted(future));
    assertThat(stored.rows()).hasSize((int) before);
  }

  @Test
  void changedDefinitionWithoutANewVersionIsRefused() {
    stored.features(last, last);
    stored.execute("UPDATE feature_sets SET definition_hash = repeat('0', 64)");

    assertThatThrownBy(() -> stored.features(last, last))
        .isInstanceOf(Pipeline.PipelineExecutionException.class)
        .hasRootCauseInstanceOf(ChangedDefinition.class)
        .hasRootCauseMessage(
            "feature set daily:1 is stored with another definition: give the changed one a new"
                + " version");
  }

  @Test
  void tableRefusesWhatIsNotANumber() {
    stored.features(last, last);
    String insert =
        "INSERT INTO feature_rows SELECT id, '2024-01-02', 'X', '%s', '{}' FROM feature_sets";

    for (String wrong : List.of("{NaN}", "{1,Infinity}", "{-Infinity}", "{1,NULL}")) {
      assertThatThrownBy(() -> stored.execute(insert.formatted(wrong)))
          .hasMessageContaining("feature_rows_features_check");
    }
    stored.execute(insert.formatted("{1,-0.5}"));
  }

  @Test
  void extremeBarsLeaveNoTrace() {
    LocalDate next = MadeUpMarket.NYSE.shift(last, 1);
    MadeUpMarket extreme = new MadeUpMarket();
    extreme.put(next, "T0", new Bar(1e-300, 1e300, 1e-300, 1e300, 1e300, 1e300));
    extreme.put(next, "T2", new Bar(10, 10, 10, 10, 0, 0));
    stored.store(extreme);

    stored.features(next, next);

    assertThat(stored.rows()).allSatisfy(row -> assertThat(row).contains(" T2 ")).hasSize(1);
  }

  /** Reads {@code 2024-07-01 T0 {0.1,-0.2} {NULL}}. */
  private static Map<String, Row> parsed(List<String> rows) {
    Map<String, Row> parsed = new TreeMap<>();
    for (String row : rows) {
      String[] parts = row.split(" ", -1);
      parsed.put(parts[0] + " " + parts[1], new Row(values(parts[2]), values(parts[3])));
    }
    return parsed;
  }

  private static List<Float> values(String array) {
    return Arrays.stream(array.substring(1, array.length() - 1).split(",", -1))
        .map(value -> value.equals("NULL") ? Float.NaN : Float.parseFloat(value))
        .toList();
  }
}
