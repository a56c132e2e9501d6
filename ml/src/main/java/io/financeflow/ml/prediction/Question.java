package io.financeflow.ml.prediction;

import io.financeflow.ml.store.ModelRefusal;
import io.financeflow.schema.market.DateRange;
import java.util.List;

/**
 * What is asked of a version. Wrong values are a {@link ModelRefusal}.
 *
 * @param asOfs first and last session at whose close predictions are made
 * @param tickers empty for all that the version can say something about
 * @param horizon sessions ahead, 1 to 250; all up to it are predicted
 * @param level share of outcomes that intervals shall cover, in (0, 1)
 */
public record Question(DateRange asOfs, List<String> tickers, int horizon, double level) {
  private static final int LONGEST_HORIZON = 250;

  /** Checks the bounds and copies the tickers. */
  public Question {
    if (horizon < 1 || horizon > LONGEST_HORIZON) {
      throw new ModelRefusal("the horizon must be 1 to 250 sessions but was " + horizon);
    }
    if (!(level > 0 && level < 1)) {
      throw new ModelRefusal("the level must be in (0, 1) but was " + level);
    }
    tickers = tickers.stream().distinct().sorted().toList();
  }
}
