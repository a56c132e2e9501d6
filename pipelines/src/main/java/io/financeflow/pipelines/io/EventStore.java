package io.financeflow.pipelines.io;

import io.financeflow.schema.market.DateRange;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;

/** Reads splits and ends of listings. Thread-safe. */
public final class EventStore {
  private final Transactions transactions;

  /** Reads on that pool. */
  public EventStore(Transactions transactions) {
    this.transactions = transactions;
  }

  /** Returns what is stored of a range of dates. */
  public EventReads read(DateRange range) throws SQLException, IOException {
    return transactions.run(
        Connection.TRANSACTION_READ_COMMITTED, connection -> EventReads.read(connection, range));
  }
}
