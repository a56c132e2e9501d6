package io.financeflow.sandbox.http;

import io.financeflow.sandbox.market.Dividend;
import io.financeflow.sandbox.market.Listing;
import io.financeflow.sandbox.market.Market;
import io.financeflow.sandbox.market.Split;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The listings and events of a market in the orders the reference endpoints need. Immutable. */
final class Catalog {

  private final List<Listing> listings;
  private final Map<String, List<Integer>> byTicker = new HashMap<>();
  private final List<Event<Split>> splits;
  private final List<Event<Dividend>> dividends;

  Catalog(Market market) {
    listings = market.listings();
    for (int i = 0; i < listings.size(); i++) {
      byTicker.computeIfAbsent(listings.get(i).ticker(), ticker -> new ArrayList<>()).add(i);
    }
    splits = events(Listing::splits, Split::execution);
    dividends = events(Listing::dividends, Dividend::exDate);
  }

  /**
   * Something that happened to a listing.
   *
   * @param date the date it is sorted by, as text
   */
  record Event<E>(Listing listing, String date, E event) {

    String ticker() {
      return listing.ticker();
    }
  }

  /** By ticker, then first date. */
  List<Listing> listings() {
    return listings;
  }

  /** The positions of the listings under a ticker, one after the other in time. */
  List<Integer> at(String ticker) {
    return byTicker.getOrDefault(ticker, List.of());
  }

  /** By execution date, then ticker. */
  List<Event<Split>> splits() {
    return splits;
  }

  /** By ex-date, then ticker. */
  List<Event<Dividend>> dividends() {
    return dividends;
  }

  private <E> List<Event<E>> events(
      Function<Listing, List<E>> eventsOf, Function<E, LocalDate> dateOf) {
    List<Event<E>> events = new ArrayList<>();
    for (Listing listing : listings) {
      for (E event : eventsOf.apply(listing)) {
        events.add(new Event<>(listing, dateOf.apply(event).toString(), event));
      }
    }
    events.sort(Comparator.comparing(Event<E>::date).thenComparing(Event::ticker));
    return List.copyOf(events);
  }
}
