package io.financeflow.sandbox.http;

import io.financeflow.sandbox.fault.Verdict;
import io.financeflow.schema.calendar.TradingCalendar;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** The weekdays without a session and the early closes of the year after today: a bare array. */
final class UpcomingHolidays implements Endpoint {

  private static final List<String> EXCHANGES = List.of("NYSE", "NASDAQ");
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Today today;

  UpcomingHolidays(Today today) {
    this.today = today;
  }

  @Override
  public Answer answer(Request request, Verdict verdict) {
    TradingCalendar calendar = today.calendar();
    JsonBytes json = new JsonBytes(4096).open('[');
    LocalDate end = today.date().plusYears(1);
    for (LocalDate day = today.date().plusDays(1); !day.isAfter(end); day = day.plusDays(1)) {
      if (day.isAfter(calendar.lastDate()) || isWeekend(day)) {
        continue;
      }
      if (!calendar.isSession(day)) {
        closed(json, day, calendar.closure(day).orElse("Holiday"));
      } else if (calendar.isEarlyClose(day)) {
        early(json, day, calendar);
      }
    }
    return Answer.json(json.close(']'));
  }

  private static void closed(JsonBytes json, LocalDate day, String name) {
    for (String exchange : EXCHANGES) {
      begin(json, exchange, day, name).field("status", "closed").close('}');
    }
  }

  private static void early(JsonBytes json, LocalDate day, TradingCalendar calendar) {
    for (String exchange : EXCHANGES) {
      begin(json, exchange, day, eve(day)).field("status", "early-close");
      json.field("open", utc(calendar.open(day))).field("close", utc(calendar.close(day)));
      json.close('}');
    }
  }

  private static JsonBytes begin(JsonBytes json, String exchange, LocalDate day, String name) {
    json.open('{').field("exchange", exchange).field("name", name);
    return json.field("date", day.toString());
  }

  /** The holiday an early close belongs to. */
  private static String eve(LocalDate day) {
    return switch (day.getMonth()) {
      case JULY -> "Independence Day";
      case NOVEMBER -> "Thanksgiving";
      case DECEMBER -> "Christmas";
      default -> "Early close";
    };
  }

  private static String utc(Instant instant) {
    return MILLIS.format(instant);
  }

  private static boolean isWeekend(LocalDate day) {
    return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
  }
}
