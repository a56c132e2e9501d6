package io.financeflow.orchestrator.timetable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TextsTest {

  @Test
  void everyLengthIsReadAsItWasWritten() {
    Random random = new Random(1);
    for (int i = 0; i < 2000; i++) {
      Duration length = Duration.ofMillis((long) (Math.pow(random.nextDouble(), 4) * 1e11));
      assertThat(Durations.parse(Durations.text(length))).isEqualTo(length);
    }
    assertThat(Durations.text(Duration.ofMinutes(90))).isEqualTo("1h30m");
    assertThat(Durations.text(Duration.ZERO)).isEqualTo("0s");
  }

  @Test
  void otherLengthsAreRefused() {
    for (String text : List.of("", "5", "m5", "5m1h", "-5m", "1.5h", "5 m", "PT5M")) {
      assertThatThrownBy(() -> Durations.parse(text))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("90s, 15m, 1h30m or 2d");
    }
  }

  @Test
  void timesOfTheDayAreReadAsTheyWereWritten() {
    for (String text : List.of("open", "close", "close + 45m", "open - 1h30m")) {
      assertThat(DayTime.parse(Exchange.NYSE, text).text()).isEqualTo(text);
    }
    assertThat(DayTime.parse(Exchange.NYSE, "close+45m").text()).isEqualTo("close + 45m");
    assertThatThrownBy(() -> DayTime.parse(Exchange.NYSE, "noon"))
        .hasMessageContaining("'close + 45m'");
    assertThatThrownBy(() -> DayTime.parse(Exchange.NYSE, "close + 24h"))
        .hasMessage("offset must be within 24 hours but was PT24H");
  }

  @Test
  void assetExpressionsAgreeWithTheirMeaning() {
    AssetExpression expression =
        new AssetExpression.All(
            List.of(
                new AssetExpression.Asset("a"),
                new AssetExpression.Any(
                    List.of(new AssetExpression.Asset("b"), new AssetExpression.Asset("c")))));
    for (int bits = 0; bits < 8; bits++) {
      boolean a = (bits & 1) > 0;
      boolean b = (bits & 2) > 0;
      boolean c = (bits & 4) > 0;
      Set<String> renewed = new HashSet<>(List.of(a ? "a" : "x", b ? "b" : "y", c ? "c" : "z"));
      assertThat(expression.met(renewed)).isEqualTo(a && (b || c));
    }
    assertThat(expression.names()).containsExactly("a", "b", "c");
  }

  @Test
  void listedTimesInAGapComeWhenItEnds() {
    Timetable dates =
        new Schedule.Dates(
                List.of(
                    LocalDateTime.of(2025, 11, 2, 1, 30),
                    LocalDateTime.of(2025, 3, 9, 2, 30),
                    LocalDateTime.of(2025, 3, 9, 2, 45)),
                ZoneId.of("America/New_York"))
            .timetable();

    assertThat(dates.between(Instant.EPOCH, Instant.parse("2030-01-01T00:00:00Z")))
        .extracting(Slot::runAfter)
        .containsExactly(
            Instant.parse("2025-03-09T07:00:00Z"), Instant.parse("2025-11-02T05:30:00Z"));
    assertThat(dates.next(Instant.parse("2025-11-02T05:30:00Z"))).isEmpty();
  }
}
