package io.financeflow.sandbox.http;

import io.financeflow.sandbox.fault.Symptom;
import io.financeflow.sandbox.fault.Verdict;
import io.financeflow.sandbox.market.Bar;
import io.financeflow.sandbox.market.BarVisitor;
import io.financeflow.sandbox.market.Listing;
import java.time.LocalDate;
import java.util.List;

/** The rows of one grouped day, in adjusted prices or not; row 0, 50, 100 ... suffer the faults. */
final class GroupedRows implements BarVisitor {

  static final int STRIDE = 50;

  private final JsonBytes json;
  private final Verdict verdict;
  private final List<Damage> damages;
  private final boolean adjusted;
  private final LocalDate today;
  private final long millis;
  private int seen;
  private int count;

  GroupedRows(int capacity, Verdict verdict, boolean adjusted, LocalDate today, long millis) {
    this.json = new JsonBytes(capacity);
    this.verdict = verdict;
    this.damages = Damage.of(verdict);
    this.adjusted = adjusted;
    this.today = today;
    this.millis = millis;
  }

  @Override
  public void bar(Listing listing, Bar bar) {
    double factor = adjusted ? listing.splitFactor(bar.date(), today) : 1;
    Bar shown = factor == 1 ? bar : bar.adjusted(factor);
    if (seen % STRIDE == 0) {
      unlucky(listing.ticker(), shown, seen / STRIDE);
    } else {
      row(listing.ticker(), shown);
    }
    seen++;
  }

  JsonBytes json() {
    return json;
  }

  int count() {
    return count;
  }

  private void unlucky(String ticker, Bar bar, int turn) {
    if (damages.isEmpty()) {
      row(ticker, bar);
    } else {
      damages.get(turn % damages.size()).write(json, ticker, bar, millis);
      count++;
    }
    if (verdict.has(Symptom.DUPLICATE)) {
      row(ticker, bar);
    }
    if (verdict.has(Symptom.CONFLICT)) {
      row(ticker, bar.withClose(Math.rint(bar.close() * 101) / 100));
    }
  }

  private void row(String ticker, Bar bar) {
    json.open('{').field("T", ticker);
    BarJson.write(json, bar, millis);
    json.close('}');
    count++;
  }
}
