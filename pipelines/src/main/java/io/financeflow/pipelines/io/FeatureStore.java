package io.financeflow.pipelines.io;

import io.financeflow.schema.db.BinaryCopy;
import io.financeflow.schema.market.DateRange;
import io.financeflow.schema.market.IngestionLog;
import io.financeflow.schema.model.FeatureRowTable;
import io.financeflow.schema.model.FeatureSet;
import io.financeflow.schema.model.FeatureSetTable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;

/**
 * Rewrites the feature rows of a stretch of sessions in one transaction, on one snapshot of the
 * bars.
 *
 * <p>Reads bars session after session, gives each to a rule, stages the rows that come out, and
 * makes the table equal to them: equal rows stay untouched, rows that no longer come out go.
 * Memory: the rule's state and some megabytes of staged rows. Not thread-safe.
 */
public final class FeatureStore {
  private static final int FETCH_ROWS = 5_000;
  private static final int FORCE_BINARY = -1;

  private final Transactions transactions;
  private final BinaryCopy buffer = new BinaryCopy();

  /** A store on that pool. */
  public FeatureStore(Transactions transactions) {
    this.transactions = transactions;
  }

  /** What rows follow from; fed in order of date. */
  public interface Rule {
    /**
     * Takes all bars of a session, a buffer that is reused, and returns the rows of the session
     * given before; null when there was none.
     */
    @Nullable DayRows next(DayBars bars);

    /** Returns the rows of the last session; null when there was none. */
    @Nullable DayRows end();
  }

  /**
   * What a stretch reads and writes.
   *
   * @param bars dates to read
   * @param rows dates whose rows are rewritten
   * @param relabelFrom first date whose stored rows are updated but neither added nor removed: the
   *     session whose label the first one of {@code rows} is; else that one itself
   */
  public record Stretch(DateRange bars, DateRange rows, LocalDate relabelFrom) {}

  /**
   * What was found in a session.
   *
   * @param ready false when its returns are not computed: its rows were left as they are
   * @param rows rows that came out
   * @param changed rows added, changed and removed
   */
  public record Tally(boolean ready, long rows, long changed) {
    Tally plus(long moreRows, long moreChanged) {
      return new Tally(ready, rows + moreRows, changed + moreChanged);
    }
  }

  /**
   * Returns the id of a set, which is added when it is not there.
   *
   * @throws ChangedDefinition when it is there with another definition
   */
  public int register(FeatureSet set) throws SQLException, IOException {
    return transactions.run(
        Connection.TRANSACTION_READ_COMMITTED,
        connection -> {
          try (PreparedStatement insert = connection.prepareStatement(FeatureSetTable.INSERT)) {
            FeatureSetTable.bind(set, insert);
            insert.executeUpdate();
          }
          return id(connection, set);
        });
  }

  private static int id(Connection connection, FeatureSet set) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(FeatureSetTable.SELECT_ID)) {
      Sql.bind(select, set.key().name(), set.key().version());
      try (ResultSet row = select.executeQuery()) {
        if (!row.next() || !row.getString(2).equals(set.definitionHash())) {
          throw new ChangedDefinition(set.key());
        }
        return row.getInt(1);
      }
    }
  }

  /**
   * Rewrites the rows of a stretch and returns its log rows.
   *
   * @param featureSet id of the set, whose columns the rule's rows have
   * @param rule a fresh rule for each try
   * @param logs makes the log rows from what was found in each session that has bars
   */
  public List<IngestionLog> rewrite(
      int featureSet,
      Stretch stretch,
      Supplier<Rule> rule,
      Function<Map<LocalDate, Tally>, List<IngestionLog>> logs)
      throws SQLException, IOException {
    return transactions.run(
        Connection.TRANSACTION_REPEATABLE_READ,
        connection -> {
          FeatureMerge merge = new FeatureMerge(connection, featureSet, stretch, buffer);
          read(connection, stretch, rule.get(), merge);
          List<IngestionLog> rows = logs.apply(merge.apply());
          Sql.log(connection, rows);
          return rows;
        });
  }

  private static void read(Connection connection, Stretch stretch, Rule rule, FeatureMerge merge)
      throws SQLException, IOException {
    try (PreparedStatement select = connection.prepareStatement(FeatureRowTable.SELECT_BARS)) {
      select.setFetchSize(FETCH_ROWS);
      select.unwrap(PGStatement.class).setPrepareThreshold(FORCE_BINARY);
      Sql.bind(select, stretch.bars().from(), stretch.bars().to());
      try (ResultSet row = select.executeQuery()) {
        DayBars bars = new DayBars();
        while (row.next()) {
          LocalDate date = LocalDate.ofEpochDay(row.getInt(1));
          if (!date.equals(bars.date())) {
            next(bars, rule, merge);
            bars.begin(date);
          }
          bars.add(row);
        }
        next(bars, rule, merge);
      }
    }
    merge.stage(rule.end());
  }

  private static void next(DayBars bars, Rule rule, FeatureMerge merge)
      throws SQLException, IOException {
    if (bars.size() > 0) {
      merge.found(bars);
      merge.stage(rule.next(bars));
    }
  }
}
