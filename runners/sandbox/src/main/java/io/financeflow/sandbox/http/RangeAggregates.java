package io.financeflow.sandbox.http;

import io.financeflow.sandbox.fault.Symptom;
import io.financeflow.sandbox.fault.Verdict;
import io.financeflow.sandbox.market.Bar;
import io.financeflow.sandbox.market.Market;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * The bars of one ticker; {@code t} is midnight in New York at the start of the window.
 *
 * <p>The limit counts days, and a page ends with a whole window. A ticker nobody has is no error.
 */
final class RangeAggregates implements Endpoint {

  private final Market market;
  private final Catalog catalog;
  private final Today today;

  RangeAggregates(Market market, Catalog catalog, Today today) {
    this.market = market;
    this.catalog = catalog;
    this.today = today;
  }

  @Override
  public Answer answer(Request request, Verdict verdict) {
    RangeQuery query = RangeQuery.of(request, today.calendar().zone());
    if (query.to().isBefore(today.firstServed())) {
      throw Refusal.timeframe();
    }
    List<Bar> bars = verdict.has(Symptom.EMPTY) ? List.of() : bars(query);
    List<Window> windows = Window.of(bars, query.span(), query.multiplier(), query.from());
    if (query.descending()) {
      Collections.reverse(windows);
    }
    int size = pageSize(windows, query.limit());
    JsonBytes json = envelope(request, query, windows.subList(0, size));
    if (size < windows.size()) {
      json.field("next_url", next(request, query, windows.get(size - 1), windows.get(size)));
    }
    return Answer.json(json.close('}'));
  }

  private List<Bar> bars(RangeQuery query) {
    LocalDate now = today.date();
    LocalDate first = today.firstServed();
    LocalDate from = query.from().isBefore(first) ? first : query.from();
    LocalDate to = query.to().isAfter(today.lastServed()) ? today.lastServed() : query.to();
    List<Bar> bars = new ArrayList<>();
    if (from.isAfter(to)) {
      return bars;
    }
    for (int listing : catalog.at(query.ticker())) {
      market.history(
          listing,
          from,
          to,
          (of, bar) -> {
            double factor = query.adjusted() ? of.splitFactor(bar.date(), now) : 1;
            bars.add(factor == 1 ? bar : bar.adjusted(factor));
          });
    }
    return bars;
  }

  private static int pageSize(List<Window> windows, int limit) {
    int size = 0;
    int days = 0;
    while (size < windows.size() && days < limit) {
      days += windows.get(size).days();
      size++;
    }
    return size;
  }

  private JsonBytes envelope(Request request, RangeQuery query, List<Window> windows) {
    int days = windows.stream().mapToInt(Window::days).sum();
    JsonBytes json = new JsonBytes(256 + 112 * windows.size()).open('{');
    json.field("ticker", query.ticker()).field("queryCount", days);
    json.field("resultsCount", windows.size()).field("adjusted", query.adjusted());
    if (!windows.isEmpty()) {
      json.name("results").open('[');
      for (Window window : windows) {
        json.open('{');
        BarJson.write(json, window.bar(), today.startMillis(window.bar().date()));
        json.close('}');
      }
      json.close(']');
    }
    json.field("status", "OK").field("request_id", request.id());
    return json.field("count", windows.size());
  }

  private String next(Request request, RangeQuery query, Window last, Window following) {
    List<String> path = new ArrayList<>(List.of(request.path().split("/", -1)));
    if (query.descending()) {
      path.set(9, millis(last.bar().date().minusDays(1)));
    } else {
      path.set(8, millis(following.bar().date()));
    }
    return request.next(String.join("/", path), Map.of());
  }

  private String millis(LocalDate date) {
    return Long.toString(today.startMillis(date));
  }
}
