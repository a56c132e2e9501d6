package io.financeflow.sandbox.http;

import io.financeflow.sandbox.fault.Verdict;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Whether the exchanges are open now: from 04:00 to 20:00 extended around the session. */
final class MarketStatus implements Endpoint {

  private static final LocalTime EARLY = LocalTime.of(4, 0);
  private static final LocalTime LATE = LocalTime.of(20, 0);

  private final Today today;

  MarketStatus(Today today) {
    this.today = today;
  }

  @Override
  public Answer answer(Request request, Verdict verdict) {
    ZonedDateTime now = today.now().truncatedTo(ChronoUnit.SECONDS);
    boolean early = isEarly(now);
    boolean late = isLate(now);
    String state = early || late ? "extended-hours" : isOpen(now) ? "open" : "closed";
    JsonBytes json = new JsonBytes(384).open('{').field("market", state);
    json.field("earlyHours", early).field("afterHours", late);
    json.field("serverTime", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(now));
    json.name("exchanges").open('{').field("nyse", state).field("nasdaq", state);
    json.field("otc", state).close('}').name("currencies").open('{');
    json.field("fx", "open").field("crypto", "open").close('}');
    return Answer.json(json.close('}'));
  }

  private boolean isEarly(ZonedDateTime now) {
    return today.isSession(now.toLocalDate())
        && !now.toLocalTime().isBefore(EARLY)
        && now.toInstant().isBefore(today.calendar().open(now.toLocalDate()));
  }

  private boolean isLate(ZonedDateTime now) {
    return today.isSession(now.toLocalDate())
        && now.toLocalTime().isBefore(LATE)
        && !now.toInstant().isBefore(today.calendar().close(now.toLocalDate()));
  }

  private boolean isOpen(ZonedDateTime now) {
    return today.isSession(now.toLocalDate())
        && !now.toInstant().isBefore(today.calendar().open(now.toLocalDate()))
        && now.toInstant().isBefore(today.calendar().close(now.toLocalDate()));
  }
}
