package io.financeflow.ml.store;

import io.financeflow.schema.db.Database;
import io.financeflow.schema.market.DateRange;
import io.financeflow.schema.model.PredictionTable;
import java.time.Clock;

/**
 * Compares predictions with what came. Thread-safe.
 *
 * <ul>
 *   <li>close: with the raw close of the target session, times new over old shares of the splits
 *       executed after the as-of date up to the target, so that both are in the shares of the as-of
 *       date; the direction is that from the close of the as-of date.
 *   <li>next_return: with the stored {@code daily_return} of the target session.
 *   <li>direction: with 1 after a positive {@code daily_return}, else 0; above 0.5 says up.
 * </ul>
 *
 * <p>Nothing is scored whose bar or return is missing, nor a close across splits that contradict
 * each other or across a symbol's passing to another company. As everywhere here, a session without
 * change has no direction, and a forecast of no change says down.
 */
public final class Scores {
  private final Database database;
  private final Clock clock;

  /** The scores of a database that has its tables. */
  public Scores(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Scores all predictions about a range of target sessions, of all versions. Doing it again
   * changes only what bars, splits or predictions have changed.
   *
   * @return how many scores were added or changed
   */
  public int score(DateRange targets) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createUpdate(PredictionTable.SCORE)
                    .bind("first", targets.from())
                    .bind("last", targets.to())
                    .bind("now", clock.instant())
                    .execute());
  }
}
