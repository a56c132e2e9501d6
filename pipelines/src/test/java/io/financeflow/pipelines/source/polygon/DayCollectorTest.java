package io.financeflow.pipelines.source.polygon;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeflow.schema.market.DailyBar;
import io.financeflow.schema.market.Ohlc;
import io.financeflow.schema.market.RejectedRow;
import java.io.IOException;
import java.io.StringReader;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DayCollectorTest {
  private static final LocalDate THU_2026_03_12 = LocalDate.of(2026, 3, 12);

  /** 16:00 in New York on 2026-03-12, daylight-saving time. */
  private static final String AT_CLOSE = "1773345600000";

  @Test
  void validRowsBecomeBarsByTicker() throws IOException {
    DayCollector day =
        collect(
            """
            {"T":"ZED.B","v":2.10455e+06,"o":12.4,"c":12.61,"h":12.7,"l":12.33,"t":1773345600000},
            {"T":"ACME","v":1834021.4471,"vw":48.2137,"o":47.9,"c":48.55,"h":48.81,"l":47.62,
             "t":1773345600000,"n":21877},
            {"T":"KIMpL","v":900,"vw":0.51,"o":0.5,"c":0.52,"h":0.52,"l":0.5,"t":1773345600000,
             "n":3,"otc":true}
            """);

    assertThat(day.rejects()).isEmpty();
    assertThat(day.bars())
        .containsExactly(
            bar("ACME", new Ohlc(47.9, 48.81, 47.62, 48.55), 1834021.4471, 48.2137, 21877L, false),
            bar("KIMpL", new Ohlc(0.5, 0.52, 0.5, 0.52), 900, 0.51, 3L, true),
            bar("ZED.B", new Ohlc(12.4, 12.7, 12.33, 12.61), 2104550, null, null, false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "T | `\"AC\\u0000ME\"` | T must be a ticker of 1 to 20 letters, digits and dots but was \"AC\\u0000ME\"",
        "T | `\"\"` | T must be a ticker of 1 to 20 letters, digits and dots but was \"\"",
        "T | 7 | T must be a ticker of 1 to 20 letters, digits and dots but was 7",
        "o | -47.9 | o must be > 0 but was -47.9",
        "c | 0 | c must be > 0 but was 0",
        "c | null | c must be a number but was null",
        "c | `\"48.55\"` | c must be a number but was \"48.55\"",
        "c | 1e999 | c must be finite but was 1e999",
        "h | 48 | prices must be l <= o, c <= h but were o 47.9, h 48, l 47.62, c 48.55",
        "l | 48 | prices must be l <= o, c <= h but were o 47.9, h 48.81, l 48, c 48.55",
        "v | -1 | v must be >= 0 but was -1",
        "t | 1773259200000 | t must be on 2026-03-12 in New York but was 1773259200000",
        "t | 1773374400000 | t must be on 2026-03-12 in New York but was 1773374400000",
        "n | 1.5 | n must be a whole number but was 1.5",
        "otc | 1 | otc must be true or false but was 1"
      })
  void brokenFieldIsRejectedWithItsReasonAndText(String field, String value, String reason)
      throws IOException {
    String row =
        """
        {"T":"ACME","v":1834021,"o":47.9,"c":48.55,"h":48.81,"l":47.62,"t":%s,"n":1,"otc":false}"""
            .formatted(AT_CLOSE)
            .replaceFirst(
                "\"" + field + "\":[^,}]+", "\"" + field + "\":" + value.replace("\\", "\\\\"));

    DayCollector day = collect(row);

    assertThat(day.bars()).isEmpty();
    assertThat(day.rejects()).containsExactly(new RejectedRow(row, reason));
  }

  @Test
  void originalKeepsNumbersDigitForDigitAndUnknownFields() throws IOException {
    String row =
        """
        {"T":"ACME","v":1.300741e+06,"o":-1.50,"x":{"y":[1,null]},"z":true}""";

    assertThat(collect(row).rejects()).extracting(RejectedRow::original).containsExactly(row);
  }

  @Test
  void rowThatIsNotAnObjectIsRejected() throws IOException {
    assertThat(collect("17, \"x\"").rejects())
        .containsExactly(
            new RejectedRow("17", "a row must be an object"),
            new RejectedRow("\"x\"", "a row must be an object"));
  }

  @Test
  void ofEqualRowsTheFirstIsKept() throws IOException {
    String row = row("ACME", "48.55");

    DayCollector day = collect(row + "," + row);

    assertThat(day.bars()).extracting(DailyBar::ticker).containsExactly("ACME");
    assertThat(day.rejects())
        .containsExactly(new RejectedRow(row, "T repeats an equal row of ACME"));
  }

  @Test
  void rowsThatDifferAreAllRejected() throws IOException {
    String one = row("ACME", "48.55");
    String other = row("ACME", "48.56");

    DayCollector day = collect(one + "," + other + "," + row("ZED", "48"));

    assertThat(day.bars()).extracting(DailyBar::ticker).containsExactly("ZED");
    assertThat(day.rejects())
        .containsExactly(
            new RejectedRow(other, "T has rows that differ for ACME"),
            new RejectedRow(one, "T has rows that differ for ACME"));
  }

  private static String row(String ticker, String close) {
    return """
        {"T":"%s","v":10,"o":47.9,"c":%s,"h":48.81,"l":47.62,"t":%s}"""
        .formatted(ticker, close, AT_CLOSE);
  }

  private static DayCollector collect(String rows) throws IOException {
    DayCollector day = new DayCollector(BarFields.GROUPED, THU_2026_03_12);
    Envelope.read(new StringReader("{\"status\":\"OK\",\"results\":[" + rows + "]}"), day);
    return day;
  }

  private static DailyBar bar(
      String ticker,
      Ohlc price,
      double volume,
      @Nullable Double vwap,
      @Nullable Long trades,
      boolean otc) {
    return new DailyBar(ticker, THU_2026_03_12, price, volume, vwap, trades, otc);
  }

  @Test
  void barsAreListedOnce() throws IOException {
    assertThat(collect(row("A", "48") + "," + row("B", "48")).bars())
        .extracting(DailyBar::ticker)
        .isEqualTo(List.of("A", "B"));
  }
}
