package io.financeflow.schema.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorrectionsTest {

  private static final LocalDate TUE_2030_03_05 = LocalDate.of(2030, 3, 5);
  private static final LocalDate GOOD_FRIDAY_2030 = LocalDate.of(2030, 4, 19);
  private static final LocalDate CHRISTMAS_EVE_2030 = LocalDate.of(2030, 12, 24);

  @Test
  void oneLineClosesADay() {
    TradingCalendar calendar = corrected("2030-03-05,closed,Storm, the second of the year");

    assertThat(calendar.isSession(TUE_2030_03_05)).isFalse();
    assertThat(calendar.closure(TUE_2030_03_05)).contains("Storm, the second of the year");
    assertThat(calendar.distance(LocalDate.of(2030, 3, 4), LocalDate.of(2030, 3, 6))).isEqualTo(1);
  }

  @Test
  void oneLineOpensAHoliday() {
    TradingCalendar calendar = corrected("2030-04-19,open,Trial");

    assertThat(calendar.isSession(GOOD_FRIDAY_2030)).isTrue();
    assertThat(calendar.isEarlyClose(GOOD_FRIDAY_2030)).isFalse();
  }

  @Test
  void linesMoveTheHours() {
    TradingCalendar calendar =
        corrected("2030-03-05,opens 11:00,Storm", "2030-03-05,closes 14:00,Storm");

    assertThat(calendar.isEarlyClose(TUE_2030_03_05)).isTrue();
    assertThat(calendar.open(TUE_2030_03_05)).isEqualTo(Instant.parse("2030-03-05T16:00:00Z"));
    assertThat(calendar.close(TUE_2030_03_05)).isEqualTo(Instant.parse("2030-03-05T19:00:00Z"));
  }

  @Test
  void anEarlyCloseByRuleCanBeTakenBack() {
    TradingCalendar calendar = corrected("2030-12-24,closes 16:00,Full session");

    assertThat(corrected().isEarlyClose(CHRISTMAS_EVE_2030)).isTrue();
    assertThat(calendar.isEarlyClose(CHRISTMAS_EVE_2030)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2030-04-19,closed,Good Friday is closed already",
        "2030-03-09,closed,a Saturday is closed already",
        "2030-03-05,open,a Tuesday is open already",
        "2030-03-09,open,no session on a Saturday",
        "2030-04-19,closes 13:00,no hours on a closed day",
        "2030-03-05,closes 09:30,no time left to trade",
        "2031-03-05,closed,outside the years of the calendar"
      })
  void aCorrectionThatCannotBeIsRefused(String line) {
    assertThatIllegalArgumentException().isThrownBy(() -> corrected(line));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2030-03-05,closed",
        "2030-03-05,closed, ",
        "2030-03-05,shut,Storm",
        "2030-03-05,ends 13:00,Storm",
        "2030-03-05,closes 1pm,Storm",
        "05.03.2030,closed,Storm"
      })
  void aMalformedLineIsNamedInTheMessage(String line) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> corrected(line))
        .withMessageContaining(line);
  }

  @Test
  void fileSkipsCommentsAndBlankLinesAndInsistsOnItsHeading() {
    assertThat(CorrectionsFile.parse(List.of("# why", "", "date,kind,reason"))).isEmpty();
    assertThat(
            CorrectionsFile.parse(
                List.of("date,kind,reason", "# why", "2030-03-05,closes 13:00,Storm")))
        .containsExactly(
            new Correction(TUE_2030_03_05, Correction.Kind.CLOSES, LocalTime.of(13, 0), "Storm"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CorrectionsFile.parse(List.of("2030-03-05,closed,Storm")));
    assertThatIllegalArgumentException().isThrownBy(() -> CorrectionsFile.parse(List.of()));
  }

  @Test
  void aMissingFileIsAnError() {
    assertThatIllegalStateException()
        .isThrownBy(() -> CorrectionsFile.read("absent.csv"))
        .withMessageContaining("absent.csv");
  }

  private static TradingCalendar corrected(String... lines) {
    List<Correction> corrections = List.of(lines).stream().map(Correction::parse).toList();
    return TradingCalendar.nyse(2030, 2030, corrections);
  }
}
