package io.financeflow.sandbox.http;

import io.financeflow.sandbox.fault.Symptom;
import io.financeflow.sandbox.fault.Verdict;
import io.financeflow.sandbox.market.Market;
import java.time.LocalDate;

/** All bars of one date; {@code t} is 16:00 in New York. A closed day has no {@code results}. */
final class GroupedDaily implements Endpoint {

  private static final int BYTES_PER_ROW = 128;
  private static final int MISCOUNT = 3;

  private final Market market;
  private final Today today;

  GroupedDaily(Market market, Today today) {
    this.market = market;
    this.today = today;
  }

  @Override
  public Answer answer(Request request, Verdict verdict) {
    Parameters parameters = new Parameters(request);
    LocalDate date = Parameters.date(request.segments().get(7), "date");
    boolean adjusted = parameters.flag("adjusted", true);
    parameters.flag("include_otc", false);
    today.requireServed(date);
    int capacity = today.isSession(date) ? market.listings().size() * BYTES_PER_ROW : 16;
    GroupedRows rows =
        new GroupedRows(capacity, verdict, adjusted, today.date(), today.endMillis(date));
    if (!verdict.has(Symptom.EMPTY)) {
      market.session(date, rows);
    }
    return envelope(request, rows, adjusted, verdict.has(Symptom.WRONG_COUNT) ? MISCOUNT : 0);
  }

  private static Answer envelope(
      Request request, GroupedRows rows, boolean adjusted, int miscount) {
    JsonBytes json = new JsonBytes(256 + rows.json().size()).open('{');
    json.field("queryCount", rows.count()).field("resultsCount", rows.count() + miscount);
    json.field("adjusted", adjusted);
    if (rows.count() > 0) {
      json.name("results").open('[').json(rows.json()).close(']');
    }
    json.field("status", "OK").field("request_id", request.id());
    return Answer.json(json.field("count", rows.count() + miscount).close('}'));
  }
}
