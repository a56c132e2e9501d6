package io.financeflow.pipelines.returns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.financeflow.pipelines.returns.SimpleReturn.Close;
import io.financeflow.schema.calendar.TradingCalendar;
import io.financeflow.schema.market.Split;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SimpleReturnTest {
  private static final TradingCalendar NYSE = TradingCalendar.nyse();
  private static final LocalDate FRI_2020_08_28 = LocalDate.of(2020, 8, 28);
  private static final LocalDate MON_2020_08_31 = LocalDate.of(2020, 8, 31);
  private static final LocalDate TUE_2020_09_01 = LocalDate.of(2020, 9, 1);

  @Test
  void firstBarHasNoReturn() {
    assertThat(SimpleReturn.of(null, close(FRI_2020_08_28, 499.23), 10, TickerEvents.NONE))
        .isEmpty();
  }

  @Test
  void consecutiveSessionsGiveCloseOverPreviousCloseMinusOne() {
    assertThat(between(MON_2020_08_31, 129.04, TUE_2020_09_01, 134.18, TickerEvents.NONE))
        .hasValue(134.18 / 129.04 - 1);
  }

  @Test
  void splitAdjustsThePreviousCloseNotTodays() {
    TickerEvents fourForOne = splits(new Split("AAPL", MON_2020_08_31, 1, 4));

    // AAPL closed at 499.23 before its 4-for-1 split and at 129.04 after it: +3.39 %.
    assertThat(between(FRI_2020_08_28, 499.23, MON_2020_08_31, 129.04, fourForOne))
        .hasValue(129.04 / (499.23 * 0.25) - 1);
    assertThat(129.04 / (499.23 * 0.25) - 1).isEqualTo(0.0339122248262324, within(1e-12));
  }

  @Test
  void splitOfThePreviousSessionIsAlreadyInItsClose() {
    TickerEvents fourForOne = splits(new Split("AAPL", MON_2020_08_31, 1, 4));

    assertThat(between(MON_2020_08_31, 129.04, TUE_2020_09_01, 134.18, fourForOne))
        .hasValue(134.18 / 129.04 - 1);
  }

  @Test
  void reverseSplitRaisesThePreviousClose() {
    TickerEvents oneForEight = splits(new Split("GE", MON_2020_08_31, 8, 1));

    assertThat(between(FRI_2020_08_28, 12.5, MON_2020_08_31, 101, oneForEight))
        .hasValue(101 / 100.0 - 1);
  }

  @Test
  void splitInsideAGapIsApplied() {
    TickerEvents twoForOne = splits(new Split("X", LocalDate.of(2020, 8, 26), 1, 2));

    assertThat(between(LocalDate.of(2020, 8, 24), 50, MON_2020_08_31, 26, twoForOne))
        .hasValue(26 / 25.0 - 1);
  }

  @Test
  void splitsOfDifferentDatesMultiply() {
    TickerEvents both =
        splits(
            new Split("X", LocalDate.of(2020, 8, 26), 1, 2), new Split("X", MON_2020_08_31, 1, 5));

    assertThat(between(LocalDate.of(2020, 8, 24), 100, MON_2020_08_31, 11, both))
        .hasValue(11 / 10.0 - 1);
  }

  @Test
  void equalSplitRowsOfOneDateAreOneSplit() {
    TickerEvents twice =
        splits(
            new Split("X", MON_2020_08_31, 1, 4),
            new Split("X", MON_2020_08_31, 2, 8),
            new Split("X", MON_2020_08_31, 1, 4));

    assertThat(between(FRI_2020_08_28, 400, MON_2020_08_31, 101, twice)).hasValue(101 / 100.0 - 1);
  }

  @Test
  void contradictingSplitRowsOfOneDateMakeTheReturnUnknown() {
    TickerEvents contradiction =
        splits(new Split("X", MON_2020_08_31, 1, 4), new Split("X", MON_2020_08_31, 1, 5));

    assertThat(between(FRI_2020_08_28, 400, MON_2020_08_31, 101, contradiction)).isEmpty();
  }

  @Test
  void gapUpToTheLimitIsBridgedAndALongerOneIsNot() {
    LocalDate last = MON_2020_08_31;
    Close tenBack = close(NYSE.shift(last, -10), 100);
    Close elevenBack = close(NYSE.shift(last, -11), 100);

    assertThat(SimpleReturn.of(tenBack, close(last, 110), 10, TickerEvents.NONE))
        .hasValue(110 / 100.0 - 1);
    assertThat(SimpleReturn.of(elevenBack, close(last, 110), 10, TickerEvents.NONE)).isEmpty();
  }

  @Test
  void gapLimitOfOneIsTheStrictRule() {
    Close friday = close(FRI_2020_08_28, 100);

    assertThat(SimpleReturn.of(friday, close(MON_2020_08_31, 101), 1, TickerEvents.NONE))
        .hasValue(101 / 100.0 - 1);
    assertThat(SimpleReturn.of(friday, close(TUE_2020_09_01, 101), 1, TickerEvents.NONE)).isEmpty();
  }

  @Test
  void symbolThatPassedToAnotherCompanyStartsAfresh() {
    TickerEvents endedFriday = new TickerEvents(List.of(), List.of(FRI_2020_08_28));

    assertThat(between(FRI_2020_08_28, 3, MON_2020_08_31, 40, endedFriday)).isEmpty();
    assertThat(between(MON_2020_08_31, 40, TUE_2020_09_01, 41, endedFriday))
        .hasValue(41 / 40.0 - 1);
  }

  @Test
  void delistedTickersLastReturnIsThatOfItsLastSession() {
    TickerEvents endsMonday = new TickerEvents(List.of(), List.of(MON_2020_08_31));

    assertThat(between(FRI_2020_08_28, 3, MON_2020_08_31, 2.7, endsMonday)).hasValue(2.7 / 3.0 - 1);
  }

  private static OptionalDouble between(
      LocalDate previous, double before, LocalDate current, double now, TickerEvents events) {
    @Nullable Close last = close(previous, before);
    return SimpleReturn.of(last, close(current, now), 10, events);
  }

  private static Close close(LocalDate date, double price) {
    return new Close(date, NYSE.sessionIndex(date), price);
  }

  private static TickerEvents splits(Split... splits) {
    return new TickerEvents(List.of(splits), List.of());
  }
}
