package io.financeflow.sandbox.http;

import io.financeflow.sandbox.fault.Verdict;
import io.financeflow.sandbox.market.Listing;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/** The listings of today or of a date, active ones unless the others are asked for. */
final class TickerList implements Endpoint {

  private final Table<Listing> table =
      new Table<Listing>("ticker", false)
          .column("ticker", Listing::ticker)
          .column("name", listing -> listing.company().name())
          .column("type", listing -> listing.company().type())
          .column("exchange", listing -> listing.company().exchange());

  private final Catalog catalog;
  private final Today today;

  TickerList(Catalog catalog, Today today) {
    this.catalog = catalog;
    this.today = today;
  }

  @Override
  public Answer answer(Request request, Verdict verdict) {
    Parameters parameters = new Parameters(request);
    LocalDate date = parameters.date("date").orElse(today.date());
    boolean active = parameters.flag("active", true);
    String search = parameters.text("search").orElse("").toLowerCase(Locale.ROOT);
    boolean stocks = parameters.text("market").orElse("stocks").equals("stocks");
    List<Listing> listings =
        catalog.listings().stream()
            .filter(listing -> stocks && listing.isKnown(date))
            .filter(listing -> listing.isActive(date) == active && matches(listing, search))
            .toList();
    return Page.of(
        request,
        table.select(request, listings),
        parameters.limit(100, 1000),
        (json, listing) -> write(json, listing, date));
  }

  /** The fields the list and the details have in common. */
  static void write(JsonBytes json, Listing listing, LocalDate date) {
    json.field("ticker", listing.ticker()).field("name", listing.company().name());
    json.field("market", "stocks").field("locale", "us");
    if (!listing.company().exchange().isEmpty()) {
      json.field("primary_exchange", listing.company().exchange());
    }
    json.field("type", listing.company().type()).field("active", listing.isActive(date));
    json.field("currency_name", "usd").field("last_updated_utc", date + "T00:00:00Z");
    LocalDate last = listing.last();
    if (last != null && last.isBefore(date)) {
      json.field("delisted_utc", last + "T00:00:00Z");
    }
  }

  private static boolean matches(Listing listing, String search) {
    return listing.ticker().toLowerCase(Locale.ROOT).contains(search)
        || listing.company().name().toLowerCase(Locale.ROOT).contains(search);
  }
}
