package io.financeflow.sandbox.http;

import io.financeflow.sandbox.fault.Verdict;
import io.financeflow.sandbox.http.Catalog.Event;
import io.financeflow.sandbox.market.Split;
import java.time.LocalDate;
import java.util.List;

/** The splits announced by today, newest first unless asked otherwise. */
final class Splits implements Endpoint {

  private final Table<Event<Split>> table =
      new Table<Event<Split>>("execution_date", true)
          .column("execution_date", Event::date)
          .column("ticker", Event::ticker)
          .column("reverse_split", row -> String.valueOf(row.event().isReverse()))
          .column("adjustment_type", row -> type(row.event()));

  private final Catalog catalog;
  private final Today today;
  private final EventFormat format;

  Splits(Catalog catalog, Today today, EventFormat format) {
    this.catalog = catalog;
    this.today = today;
    this.format = format;
  }

  @Override
  public Answer answer(Request request, Verdict verdict) {
    LocalDate now = today.date();
    List<Event<Split>> known =
        catalog.splits().stream().filter(row -> !row.event().announced().isAfter(now)).toList();
    int limit = format.limit(new Parameters(request));
    return Page.of(
        request, table.select(request, known), limit, (json, row) -> write(json, row, now));
  }

  private void write(JsonBytes json, Event<Split> row, LocalDate now) {
    Split split = row.event();
    json.field("id", "E" + Ids.of("split " + row.ticker() + row.date()));
    json.field("ticker", row.ticker()).field("execution_date", row.date());
    json.field("split_from", split.from()).field("split_to", split.to());
    if (format == EventFormat.MODERN) {
      LocalDate before = split.execution().minusDays(1);
      json.field("adjustment_type", type(split));
      json.field("historical_adjustment_factor", row.listing().splitFactor(before, now));
    }
  }

  private static String type(Split split) {
    return split.isReverse() ? "reverse_split" : "forward_split";
  }
}
