package io.financeflow.sandbox.http;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/** What a range request asks for; {@code from} and {@code to} are both inclusive. */
record RangeQuery(
    String ticker,
    int multiplier,
    Timespan span,
    LocalDate from,
    LocalDate to,
    boolean adjusted,
    boolean descending,
    int limit) {

  private static final int MAX_LIMIT = 50_000;

  static RangeQuery of(Request request, ZoneId zone) {
    List<String> path = request.segments();
    Parameters parameters = new Parameters(request);
    LocalDate from = time(path.get(7), "from", zone);
    LocalDate to = time(path.get(8), "to", zone);
    if (to.isBefore(from)) {
      throw Refusal.badRequest("The parameter 'to' cannot be a time that occurs before 'from'");
    }
    return new RangeQuery(
        path.get(3),
        multiplier(path.get(5)),
        Timespan.parse(path.get(6)),
        from,
        to,
        parameters.flag("adjusted", true),
        descending(parameters.text("sort").orElse("asc")),
        parameters.limit(5000, MAX_LIMIT));
  }

  private static boolean descending(String sort) {
    if (!sort.equals("asc") && !sort.equals("desc")) {
      throw Refusal.badRequest("The parameter 'sort' must be asc or desc");
    }
    return sort.equals("desc");
  }

  private static int multiplier(String text) {
    try {
      int multiplier = Integer.parseInt(text);
      if (multiplier >= 1 && multiplier <= 10_000) {
        return multiplier;
      }
    } catch (NumberFormatException e) {
      throw Refusal.badRequest("Could not parse the multiplier: '" + text + "'");
    }
    throw Refusal.badRequest("The parameter 'multiplier' must be between 1 and 10000");
  }

  /** A date, or the date in the zone of a number of milliseconds since 1970. */
  private static LocalDate time(String text, String name, ZoneId zone) {
    if (!text.matches("-?[0-9]{5,15}")) {
      return Parameters.date(text, name);
    }
    return LocalDate.ofInstant(Instant.ofEpochMilli(Long.parseLong(text)), zone);
  }
}
