package io.financeflow.pipelines.source;

import io.financeflow.schema.market.DailyBar;
import io.financeflow.schema.market.RejectedRow;
import java.util.List;

/**
 * A session as a vendor gave it, valid rows and broken rows apart.
 *
 * @param bars valid bars, one per ticker; empty on a closed day
 * @param rejects rows that broke a rule, conflicting rows of one ticker included
 * @param receipt what the answer cost
 */
public record FetchedDay(List<DailyBar> bars, List<RejectedRow> rejects, Receipt receipt) {

  /** Returns the number of rows received. */
  public int rows() {
    return bars.size() + rejects.size();
  }
}
