package io.financeflow.pipelines.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.financeflow.schema.market.DateRange;
import io.financeflow.schema.model.Segments;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class SegmentRuleTest {
  private static final LocalDate FIRST = LocalDate.of(2025, 1, 1);

  @Test
  void purgeLiesBetweenSegmentsAndSharesAreOfTheRest() {
    // 106 days less 2 gaps of 3 leave 100.
    Segments segments = new SegmentRule(64, 16, 20, 3).cut(days(106));

    assertThat(segments.train()).isEqualTo(range(0, 63));
    assertThat(segments.valid()).isEqualTo(range(67, 82));
    assertThat(segments.test()).isEqualTo(range(86, 105));
  }

  @Test
  void tooFewSessionsShowTheArithmetic() {
    assertThatThrownBy(() -> new SegmentRule(64, 16, 20, 61).cut(days(127)))
        .isInstanceOf(UnusableDataset.class)
        .hasMessage(
            "too few sessions: 127 with features - 2 gaps of 61 = 5 to split 64/16/20; take a longer"
                + " range, a smaller window or another split");
    assertThat(new SegmentRule(64, 16, 20, 61).cut(days(129)).valid())
        .isEqualTo(range(4 + 61, 4 + 61));
  }

  @Test
  void noSessionsAreTooFew() {
    assertThatThrownBy(() -> new SegmentRule(64, 16, 20, 61).cut(List.of()))
        .hasMessageStartingWith("too few sessions: 0 with features - 2 gaps of 61 = -122");
  }

  @Test
  void sharesMustMakeAHundred() {
    assertThatThrownBy(() -> new SegmentRule(80, 10, 11, 1))
        .hasMessage("a split must be three shares of at least 1 that make 100 but was 80/10/11");
    assertThatThrownBy(() -> new SegmentRule(90, 0, 10, 1)).hasMessageContaining("90/0/10");
  }

  private static List<LocalDate> days(int count) {
    return FIRST.datesUntil(FIRST.plusDays(count)).toList();
  }

  private static DateRange range(int first, int last) {
    return new DateRange(FIRST.plusDays(first), FIRST.plusDays(last));
  }
}
