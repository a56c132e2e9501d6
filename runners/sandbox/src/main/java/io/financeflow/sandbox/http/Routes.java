package io.financeflow.sandbox.http;

import io.financeflow.sandbox.market.Market;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The addresses of the vendor. A segment {@code *} stands for any text. */
final class Routes {

  private final Map<List<String>, Endpoint> endpoints = new LinkedHashMap<>();

  Routes(Market market, Today today) {
    Catalog catalog = new Catalog(market);
    add("/v2/aggs/grouped/locale/us/market/stocks/*", new GroupedDaily(market, today));
    add("/v2/aggs/ticker/*/range/*/*/*/*", new RangeAggregates(market, catalog, today));
    add("/v3/reference/splits", new Splits(catalog, today, EventFormat.CLASSIC));
    add("/stocks/v1/splits", new Splits(catalog, today, EventFormat.MODERN));
    add("/v3/reference/dividends", new Dividends(catalog, today, EventFormat.CLASSIC));
    add("/stocks/v1/dividends", new Dividends(catalog, today, EventFormat.MODERN));
    add("/v3/reference/tickers", new TickerList(catalog, today));
    add("/v3/reference/tickers/*", new TickerDetails(market, catalog, today));
    add("/v1/marketstatus/now", new MarketStatus(today));
    add("/v1/marketstatus/upcoming", new UpcomingHolidays(today));
  }

  /** The endpoint at the path, case-sensitive; empty when there is none. */
  Optional<Endpoint> find(List<String> segments) {
    return endpoints.entrySet().stream()
        .filter(entry -> matches(entry.getKey(), segments))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private void add(String pattern, Endpoint endpoint) {
    endpoints.put(List.of(pattern.substring(1).split("/", -1)), endpoint);
  }

  private static boolean matches(List<String> pattern, List<String> segments) {
    if (pattern.size() != segments.size()) {
      return false;
    }
    for (int i = 0; i < pattern.size(); i++) {
      boolean any = pattern.get(i).equals("*") && !segments.get(i).isEmpty();
      if (!any && !pattern.get(i).equals(segments.get(i))) {
        return false;
      }
    }
    return true;
  }
}
