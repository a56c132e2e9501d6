package io.financeflow.sandbox.http;

import io.financeflow.sandbox.fault.Verdict;
import io.financeflow.sandbox.market.Listing;
import io.financeflow.sandbox.market.Market;
import java.time.LocalDate;

/** One active listing in detail; 404 for a ticker unknown or ended. */
final class TickerDetails implements Endpoint {

  private static final int DAYS_FOR_A_CLOSE = 30;

  private final Market market;
  private final Catalog catalog;
  private final Today today;

  TickerDetails(Market market, Catalog catalog, Today today) {
    this.market = market;
    this.catalog = catalog;
    this.today = today;
  }

  @Override
  public Answer answer(Request request, Verdict verdict) {
    String ticker = request.segments().get(3);
    LocalDate date = new Parameters(request).date("date").orElse(today.date());
    int listing =
        catalog.at(ticker).stream()
            .filter(i -> catalog.listings().get(i).isActive(date))
            .findFirst()
            .orElseThrow(Refusal::tickerNotFound);
    JsonBytes json = new JsonBytes(512).open('{').field("request_id", request.id());
    json.field("status", "OK").name("results").open('{');
    TickerList.write(json, catalog.listings().get(listing), date);
    writeMore(json, listing, date);
    return Answer.json(json.close('}').close('}'));
  }

  private void writeMore(JsonBytes json, int at, LocalDate date) {
    Listing listing = catalog.listings().get(at);
    LocalDate before = listing.first().minusDays(1);
    long shares = Math.round(listing.company().shares() / listing.splitFactor(before, date));
    double close = lastClose(at, date);
    if (shares > 0 && close > 0) {
      json.field("market_cap", Math.rint(shares * close));
    }
    if (!listing.company().industry().isEmpty()) {
      json.field("sic_description", listing.company().industry());
    }
    json.field("list_date", listing.first().toString());
    if (shares > 0) {
      json.field("share_class_shares_outstanding", shares);
      json.field("weighted_shares_outstanding", shares);
    }
    json.field("round_lot", 100);
  }

  /** The close of the last bar served by the date; 0 when there was none in a month. */
  private double lastClose(int listing, LocalDate date) {
    LocalDate to = date.isAfter(today.lastServed()) ? today.lastServed() : date;
    double[] close = {0};
    market.history(
        listing, to.minusDays(DAYS_FOR_A_CLOSE), to, (of, bar) -> close[0] = bar.close());
    return close[0];
  }
}
