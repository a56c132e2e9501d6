package io.financeflow.pipelines.io;

import io.financeflow.schema.db.BinaryCopy;
import io.financeflow.schema.market.DateRange;
import io.financeflow.schema.market.IngestionLog;
import io.financeflow.schema.market.ReturnsDueTable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Settles the returns that are noted as due: computes them again and forgets the notes, in one
 * transaction on one snapshot. Not thread-safe.
 */
public final class DueStore {
  private static final int BATCH = 20_000;

  private final Transactions transactions;
  private final BinaryCopy staging = new BinaryCopy();

  /** A store on that pool. */
  public DueStore(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * A bar whose return is due.
   *
   * @param ticker vendor symbol
   * @param date its session
   * @param close its close; null when the bar is gone
   * @param previous the bar before it within the widest gap; null when there is none
   */
  public record Due(
      String ticker, LocalDate date, @Nullable Double close, @Nullable Previous previous) {}

  /** The bar before a bar. */
  public record Previous(LocalDate date, double close) {}

  /** Computes a return; empty when it cannot be computed. */
  public interface Rule {
    /** Returns the return of a bar that has a close. */
    OptionalDouble of(Due due, double close);
  }

  /**
   * Settles the oldest notes, at most {@value #BATCH}, and returns how many.
   *
   * @param rule a rule that knows the events of the dates in question
   * @param log makes a log row from a session and its numbers of bars examined and returns changed
   */
  public int settle(Function<EventReads, Rule> rule, Log log) throws SQLException, IOException {
    return transactions.run(
        Connection.TRANSACTION_REPEATABLE_READ,
        connection -> {
          List<Found> found = oldest(connection);
          if (!found.isEmpty()) {
            settle(connection, found, rule, log);
          }
          return found.size();
        });
  }

  /** Makes the log row of a session. */
  public interface Log {
    /** Returns it. */
    IngestionLog of(LocalDate session, ReturnStore.Tally tally);
  }

  private record Found(Due due, @Nullable Double stored) {}

  private static List<Found> oldest(Connection connection) throws SQLException {
    List<Found> found = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(ReturnsDueTable.SELECT_OLDEST)) {
      Sql.bind(select, BATCH, DueNotes.BRIDGED_DAYS);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          LocalDate before = row.getObject(5, LocalDate.class);
          Previous previous = before == null ? null : new Previous(before, row.getDouble(6));
          Due due =
              new Due(
                  row.getString(1),
                  row.getObject(2, LocalDate.class),
                  (Double) row.getObject(3),
                  previous);
          found.add(new Found(due, (Double) row.getObject(4)));
        }
      }
    }
    return found;
  }

  private void settle(
      Connection connection, List<Found> found, Function<EventReads, Rule> rules, Log log)
      throws SQLException, IOException {
    DateRange range =
        new DateRange(found.get(0).due().date(), found.get(found.size() - 1).due().date());
    LocalDate earliest = range.from().minusDays(DueNotes.BRIDGED_DAYS);
    Rule rule = rules.apply(EventReads.read(connection, new DateRange(earliest, range.to())));
    TreeMap<LocalDate, ReturnStore.Tally> tallies = new TreeMap<>();
    staging.clear();
    for (Found one : found) {
      boolean changed = stageIfChanged(one, rule);
      tallies.merge(
          one.due().date(),
          new ReturnStore.Tally(1, changed ? 1 : 0),
          (sum, unused) -> sum.plus(changed));
    }
    if (staging.rows() > 0) {
      ReturnStore.apply(connection, staging, range);
    }
    forget(connection, found);
    tallies.values().removeIf(tally -> tally.changed() == 0);
    List<IngestionLog> logs = new ArrayList<>();
    tallies.forEach((session, tally) -> logs.add(log.of(session, tally)));
    Sql.log(connection, logs);
  }

  private boolean stageIfChanged(Found found, Rule rule) {
    Due due = found.due();
    if (due.close() == null) {
      return false;
    }
    OptionalDouble computed = rule.of(due, due.close());
    Double value = computed.isPresent() ? (Double) computed.getAsDouble() : null;
    if (Objects.equals(value, found.stored())) {
      return false;
    }
    staging.row(3).text(due.ticker()).date(due.date()).float8(value);
    return true;
  }

  private static void forget(Connection connection, List<Found> found) throws SQLException {
    Sql.update(
        connection,
        ReturnsDueTable.FORGET,
        found.stream().map(one -> one.due().ticker()).toArray(String[]::new),
        DueNotes.texts(found.stream().map(one -> one.due().date()).toList()));
  }
}
