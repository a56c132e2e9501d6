package io.financeflow.schema.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeflow.schema.market.DateRange;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class StretchesTest {
  @Test
  void rangesAreCutFromSessionToSession() {
    List<DateRange> ranges =
        List.of(range("2025-01-18", "2025-01-20"), range("2025-01-16", "2025-01-23"));

    assertThat(Stretches.of(ranges, 2))
        .extracting(DateRange::toString)
        .containsExactly("2025-01-16..2025-01-17", "2025-01-21..2025-01-22", "2025-01-23");
    assertThat(Stretches.of(ranges, 5)).hasSize(1);
    assertThat(Stretches.of(List.of(), 2)).isEmpty();
  }

  private static DateRange range(String from, String to) {
    return new DateRange(LocalDate.parse(from), LocalDate.parse(to));
  }
}
