package io.financeflow.sandbox.http;

import io.financeflow.sandbox.fault.Verdict;
import io.financeflow.sandbox.http.Catalog.Event;
import io.financeflow.sandbox.market.Dividend;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;

/** The dividends declared by today, latest ex-date first unless asked otherwise. */
final class Dividends implements Endpoint {

  private static final String RECURRING = "CD";

  private final Table<Event<Dividend>> table =
      new Table<Event<Dividend>>("ex_dividend_date", true)
          .column("ex_dividend_date", Event::date)
          .column("ticker", Event::ticker)
          .column("declaration_date", date(Dividend.Calendar::declared))
          .column("record_date", date(Dividend.Calendar::recorded))
          .column("pay_date", date(Dividend.Calendar::paid))
          .column("frequency", row -> String.valueOf(row.event().perYear()))
          .column("dividend_type", row -> RECURRING);

  private final Catalog catalog;
  private final Today today;
  private final EventFormat format;

  Dividends(Catalog catalog, Today today, EventFormat format) {
    this.catalog = catalog;
    this.today = today;
    this.format = format;
  }

  @Override
  public Answer answer(Request request, Verdict verdict) {
    LocalDate now = today.date();
    List<Event<Dividend>> known =
        catalog.dividends().stream().filter(row -> !row.event().announced().isAfter(now)).toList();
    int limit = format.limit(new Parameters(request));
    return Page.of(
        request, table.select(request, known), limit, (json, row) -> write(json, row, now));
  }

  private void write(JsonBytes json, Event<Dividend> row, LocalDate now) {
    Dividend dividend = row.event();
    json.field("id", "E" + Ids.of("dividend " + row.ticker() + row.date()));
    json.field("ticker", row.ticker()).field("cash_amount", dividend.cash());
    json.field("currency", "USD").field("ex_dividend_date", row.date());
    Dividend.Calendar calendar = dividend.calendar();
    if (calendar != null) {
      json.field("declaration_date", calendar.declared().toString());
      json.field("record_date", calendar.recorded().toString());
      json.field("pay_date", calendar.paid().toString());
    }
    json.field("frequency", dividend.perYear());
    if (format == EventFormat.CLASSIC) {
      json.field("dividend_type", RECURRING);
    } else {
      LocalDate before = dividend.exDate().minusDays(1);
      double adjusted = dividend.cash().doubleValue() * row.listing().splitFactor(before, now);
      json.field("distribution_type", dividend.perYear() == 0 ? "unknown" : "recurring");
      json.field("split_adjusted_cash_amount", adjusted);
    }
  }

  private static Function<Event<Dividend>, String> date(
      Function<Dividend.Calendar, LocalDate> which) {
    return row -> {
      Dividend.Calendar calendar = row.event().calendar();
      return calendar == null ? "" : which.apply(calendar).toString();
    };
  }
}
