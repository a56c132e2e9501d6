package io.financeflow.ml.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.financeflow.ml.evaluation.CrossSection.Entry;
import java.time.LocalDate;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LongShortTest {
  private static final LocalDate MON_2026_01_05 = LocalDate.of(2026, 1, 5);
  private static final Offset<Double> EXACT = within(1e-15);
  private static final CrossSection FIRST =
      new CrossSection(
          MON_2026_01_05,
          List.of(new Entry("A", 2, 0.10), new Entry("B", 1, 0), new Entry("C", -1, -0.10)));
  private static final List<CrossSection> DAYS =
      List.of(
          FIRST,
          new CrossSection(
              MON_2026_01_05.plusDays(1),
              List.of(new Entry("A", 1, -0.02), new Entry("B", -1, 0.04), new Entry("C", 0, 0.01))),
          new CrossSection(MON_2026_01_05.plusDays(2), List.of(new Entry("B", 1, 0.5))));

  @Test
  void weightsDriftAndOnlyTheDifferenceIsTraded() {
    List<LongShort.Day> days = new LongShort(1, 10).run(DAYS);

    // long A, short C: 0.1 + 0.1, bought from nothing
    assertThat(days.get(0).gross()).isCloseTo(0.2, EXACT);
    assertThat(days.get(0).turnover()).isCloseTo(2, EXACT);
    assertThat(days.get(0).net()).isCloseTo(0.198, EXACT);
    // A drifted to 1.1 / 1.2 and C to -0.9 / 1.2; then long A, short B
    double second = (1 - 1.1 / 1.2) + 1 + 0.9 / 1.2;
    assertThat(days.get(1).gross()).isCloseTo(-0.06, EXACT);
    assertThat(days.get(1).turnover()).isCloseTo(second, EXACT);
    assertThat(days.get(1).net()).isCloseTo(-0.06 - second / 1000, EXACT);
    // one name is too few: A and B are closed, nothing is held
    double third = 0.98 / 0.94 + 1.04 / 0.94;
    assertThat(days.get(2).traded()).isFalse();
    assertThat(days.get(2).gross()).isZero();
    assertThat(days.get(2).turnover()).isCloseTo(third, EXACT);
    assertThat(days.get(2).net()).isCloseTo(-third / 1000, EXACT);
  }

  @Test
  void theLastDaysPositionsAreClosedOnIt() {
    LongShort.Day day = new LongShort(1, 5).run(List.of(FIRST)).get(0);

    assertThat(day.turnover()).isCloseTo(2 + 1.1 / 1.2 + 0.9 / 1.2, EXACT);
    assertThat(day.net()).isCloseTo(0.2 - day.turnover() * 0.0005, EXACT);
  }

  @Test
  void aFullExchangeOfStillPricesCostsFourHalfTurns() {
    CrossSection one = still(0, "A", "B", "C", "D");
    CrossSection other = still(1, "B", "A", "D", "C");
    CrossSection third = still(2, "A", "B", "C", "D");

    List<LongShort.Day> days = new LongShort(1, 5).run(List.of(one, other, third));

    assertThat(days.get(1).turnover()).isEqualTo(4); // A to B, D to C
    assertThat(days.get(1).net()).isCloseTo(-0.002, EXACT);
  }

  private static CrossSection still(int day, String... fromBest) {
    return new CrossSection(
        MON_2026_01_05.plusDays(day),
        List.of(
            new Entry(fromBest[0], 4, 0),
            new Entry(fromBest[1], 3, 0),
            new Entry(fromBest[2], 2, 0),
            new Entry(fromBest[3], 1, 0)));
  }

  @Test
  void theSummaryHasSharpeAndDrawdown() {
    PortfolioSummary summary = PortfolioSummary.of(new LongShort(1, 0).run(DAYS));
    double mean = 0.14 / 3;
    double variance = (square(0.2 - mean) + square(-0.06 - mean) + square(mean)) / 2;

    assertThat(summary.days()).isEqualTo(3);
    assertThat(summary.tradedDays()).isEqualTo(2);
    assertThat(summary.gross().meanDaily()).isCloseTo(mean, EXACT);
    assertThat(summary.gross().sharpe().orElseThrow())
        .isCloseTo(mean / Math.sqrt(variance) * Math.sqrt(252), within(1e-12));
    assertThat(summary.gross().maxDrawdown()).isCloseTo(0.06, EXACT);
    assertThat(summary.net()).isEqualTo(summary.gross());
    assertThat(PortfolioSummary.of(List.of()).gross().sharpe()).isEmpty();
  }

  @Test
  void lossesCompoundToTheDrawdown() {
    List<LongShort.Day> days = List.of(day(-0.5), day(0.5), day(-0.2), day(1.0));

    // wealth 0.5, 0.75, 0.6, 1.2: the worst was half of the beginning
    assertThat(PortfolioSummary.of(days).gross().maxDrawdown()).isEqualTo(0.5);
  }

  private static LongShort.Day day(double gross) {
    return new LongShort.Day(MON_2026_01_05, gross, gross, 0, true);
  }

  @Test
  void inputOutOfOrderIsRefused() {
    assertThatThrownBy(() -> new LongShort(1, 5).run(List.of(FIRST, FIRST)))
        .hasMessage("days must ascend but 2026-01-05 comes late");
    assertThatThrownBy(() -> new LongShort(0, 5))
        .hasMessage("k must be >= 1 and the cost in [0, 10000) bp but were 0 and 5.0");
    assertThatThrownBy(
            () ->
                new CrossSection(
                    MON_2026_01_05, List.of(new Entry("A", 1, 0), new Entry("A", 2, 0))))
        .hasMessage("a name comes twice on 2026-01-05");
  }

  @Test
  void coefficientsAreTakenDayByDay() {
    CrossSection right =
        new CrossSection(
            MON_2026_01_05,
            List.of(new Entry("A", 1, 1), new Entry("B", 2, 2), new Entry("C", 3, 9)));
    CrossSection wrong =
        new CrossSection(
            MON_2026_01_05.plusDays(1), List.of(new Entry("A", 1, 0.2), new Entry("B", 2, 0.1)));
    CrossSection flat =
        new CrossSection(
            MON_2026_01_05.plusDays(2), List.of(new Entry("A", 1, 0.2), new Entry("B", 1, 0.1)));
    double first = 8 / Math.sqrt(2 * 38); // of 1, 2, 3 and 1, 2, 9

    InformationCoefficients found = InformationCoefficients.of(List.of(right, wrong, flat));

    assertThat(found.skipped()).isEqualTo(1);
    assertThat(found.values().days()).isEqualTo(2);
    assertThat(found.values().mean().orElseThrow()).isCloseTo((first - 1) / 2, EXACT);
    assertThat(found.ranks().mean()).hasValue(0);
    assertThat(found.values().ratio().orElseThrow())
        .isCloseTo((first - 1) / 2 / ((first + 1) / Math.sqrt(2)), within(1e-14));
    assertThat(InformationCoefficients.of(List.of()).values().mean()).isEmpty();
  }

  private static double square(double x) {
    return x * x;
  }
}
