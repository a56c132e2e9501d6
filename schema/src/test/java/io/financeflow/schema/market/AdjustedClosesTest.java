package io.financeflow.schema.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeflow.schema.market.AdjustedCloses.Close;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdjustedClosesTest {
  private static final LocalDate FRIDAY = LocalDate.of(2020, 8, 28);
  private static final LocalDate MONDAY = LocalDate.of(2020, 8, 31);
  private static final LocalDate TUESDAY = LocalDate.of(2020, 9, 1);
  private static final List<Close> RAW =
      List.of(new Close(FRIDAY, 500), new Close(MONDAY, 128), new Close(TUESDAY, 132));
  private static final Split FOUR_FOR_ONE = new Split("AAPL", MONDAY, 1, 4);

  @Test
  void closesBeforeSplitAreInTheSharesOfTheLastOne() {
    assertThat(AdjustedCloses.of(RAW, List.of(FOUR_FOR_ONE), List.of()))
        .containsExactly(new Close(FRIDAY, 125), new Close(MONDAY, 128), new Close(TUESDAY, 132));
  }

  @Test
  void splitsAccumulateAndLaterOnesDoNotCount() {
    List<Split> splits =
        List.of(
            new Split("AAPL", TUESDAY, 1, 2),
            FOUR_FOR_ONE,
            new Split("AAPL", FRIDAY, 1, 7),
            new Split("AAPL", TUESDAY.plusDays(1), 1, 10));

    assertThat(AdjustedCloses.of(RAW, splits, List.of()))
        .containsExactly(new Close(FRIDAY, 62.5), new Close(MONDAY, 64), new Close(TUESDAY, 132));
  }

  @Test
  void splitsOfOneDateThatAgreeCountOnce() {
    List<Split> twice = List.of(FOUR_FOR_ONE, new Split("AAPL", MONDAY, 2, 8));

    assertThat(AdjustedCloses.of(RAW, twice, List.of()).get(0)).isEqualTo(new Close(FRIDAY, 125));
  }

  @Test
  void splitsThatContradictEachOtherHideWhatWasBefore() {
    List<Split> contradiction = List.of(FOUR_FOR_ONE, new Split("AAPL", MONDAY, 1, 3));

    assertThat(AdjustedCloses.of(RAW, contradiction, List.of()))
        .containsExactly(new Close(MONDAY, 128), new Close(TUESDAY, 132));
  }

  @Test
  void anotherCompanyUnderTheSymbolIsLeftOut() {
    assertThat(AdjustedCloses.of(RAW, List.of(), List.of(MONDAY)))
        .containsExactly(new Close(TUESDAY, 132));
    assertThat(AdjustedCloses.of(RAW, List.of(), List.of(TUESDAY))).isEqualTo(RAW);
    assertThat(AdjustedCloses.of(List.of(), List.of(FOUR_FOR_ONE), List.of(MONDAY))).isEmpty();
  }
}
