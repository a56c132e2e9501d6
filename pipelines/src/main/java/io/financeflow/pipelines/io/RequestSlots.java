package io.financeflow.pipelines.io;

import io.financeflow.pipelines.source.RequestLimit;
import io.financeflow.schema.market.RequestSlotTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Reserves requests at a vendor so that no window of time sees more than a limit of them, over all
 * threads of all processes that share the database. Thread-safe.
 *
 * <p>The vendor does not say whether its minute is fixed or sliding; a sliding one satisfies both.
 * The clock is the database's. A process that dies wastes the slots it held, and no more.
 */
public final class RequestSlots implements RequestLimit {
  /** For the different travel times of two requests. */
  private static final Duration MARGIN = Duration.ofMillis(500);

  private final Transactions transactions;
  private final String vendor;
  private final int limit;
  private final long windowMillis;

  /**
   * Slots of one vendor and key.
   *
   * @param vendor who counts the requests
   * @param limit requests per window, >= 1
   * @param window length of the vendor's window; a margin is added to it
   */
  public RequestSlots(Transactions transactions, String vendor, int limit, Duration window) {
    if (limit < 1) {
      throw new IllegalArgumentException("the limit must be >= 1 but was " + limit);
    }
    this.transactions = transactions;
    this.vendor = vendor;
    this.limit = limit;
    this.windowMillis = window.plus(MARGIN).toMillis();
  }

  /**
   * Reserves the next slot.
   *
   * @throws IllegalStateException when the database fails
   */
  @Override
  public Slot reserve() {
    return transaction(
        connection -> {
          Sql.isTrue(connection, RequestSlotTable.LOCK, vendor);
          Sql.update(connection, RequestSlotTable.FORGET, vendor, windowMillis);
          return insert(connection);
        });
  }

  @Override
  public void release(Slot slot) {
    int unused =
        transaction(
            connection -> Sql.update(connection, RequestSlotTable.RELEASE, vendor, slot.id()));
  }

  private Slot insert(Connection connection) throws SQLException {
    try (PreparedStatement reserve = connection.prepareStatement(RequestSlotTable.RESERVE)) {
      Sql.bind(reserve, vendor, vendor, limit - 1, windowMillis);
      try (ResultSet row = reserve.executeQuery()) {
        row.next();
        return new Slot(row.getLong(1), Duration.ofMillis(Math.max(0, row.getLong(2))));
      }
    }
  }

  private <T> T transaction(Transactions.Work<T> work) {
    try {
      return transactions.run(Connection.TRANSACTION_READ_COMMITTED, work);
    } catch (SQLException failure) {
      throw new IllegalStateException("no request could be reserved in the database", failure);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
