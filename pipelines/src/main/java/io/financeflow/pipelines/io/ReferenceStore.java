package io.financeflow.pipelines.io;

import io.financeflow.schema.market.IngestionLog;
import io.financeflow.schema.market.RejectedRow;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * Makes a stored list equal to the vendor's in one transaction: adds, corrects, and removes what
 * the vendor no longer lists. An empty list removes nothing, as it may be a vendor's fault.
 *
 * @param <T> the row type
 */
public final class ReferenceStore<T> {
  private static final String LOCK_DATASET =
      "SELECT true FROM pg_advisory_xact_lock(hashtext('reference'), hashtext(?))";

  private final Transactions transactions;
  private final Table<T> table;

  /** A store of that table on that pool. */
  public ReferenceStore(Transactions transactions, Table<T> table) {
    this.transactions = transactions;
    this.table = table;
  }

  /**
   * The SQL of one reference table.
   *
   * @param statements its texts
   * @param read reads a row of the select
   * @param key what makes two rows the same
   * @param bind binds a row to the upsert, all but the source
   * @param bindKey binds a row to the delete
   * @param sourceParameter index of the source in the upsert
   * @param touch the return that a row that comes or goes touches
   */
  public record Table<T>(
      Statements statements,
      Reader<T> read,
      Function<T, Object> key,
      Binder<T> bind,
      Binder<T> bindKey,
      int sourceParameter,
      Function<T, Optional<Touch>> touch) {}

  /**
   * Says that the return of a symbol's first bar after a date depends on a row.
   *
   * @param ticker vendor symbol
   * @param after last date that the row leaves alone
   * @param reason as {@code returns_due} names it
   */
  public record Touch(String ticker, LocalDate after, String reason) {}

  /**
   * The texts of {@link Table}.
   *
   * @param select reads what the list covers; parameters are given to {@link #replace}
   * @param upsert adds or corrects a row
   * @param delete removes a row
   */
  public record Statements(String select, String upsert, String delete) {}

  /** Reads the current row. */
  public interface Reader<T> {
    /** Returns the row. */
    T read(ResultSet row) throws SQLException;
  }

  /** Binds a row. */
  public interface Binder<T> {
    /** Sets the parameters of one row. */
    void bind(T row, PreparedStatement statement) throws SQLException;
  }

  /** Stores a list and returns its log row, made from the number of rows changed. */
  public IngestionLog replace(
      IngestionLog.Subject subject,
      List<Object> range,
      List<T> rows,
      List<RejectedRow> rejects,
      LongFunction<IngestionLog> log)
      throws SQLException, IOException {
    return transactions.run(
        Connection.TRANSACTION_READ_COMMITTED,
        connection -> {
          Sql.isTrue(connection, LOCK_DATASET, subject.dataset());
          if (!rows.isEmpty()) {
            Sql.refuseMixing(connection, subject.source());
          }
          long changed = rows.isEmpty() ? 0 : merge(connection, subject, range, rows);
          return Sql.conclude(connection, rejects, log.apply(changed));
        });
  }

  private long merge(
      Connection connection, IngestionLog.Subject subject, List<Object> range, List<T> rows)
      throws SQLException {
    Map<Object, T> stored = stored(connection, range);
    List<T> news = new ArrayList<>();
    Set<Object> listed = new HashSet<>();
    for (T row : rows) {
      Object key = table.key().apply(row);
      listed.add(key);
      if (!row.equals(stored.get(key))) {
        news.add(row);
      }
    }
    List<T> gone = new ArrayList<>();
    stored.forEach(
        (key, row) -> {
          if (!listed.contains(key)) {
            gone.add(row);
          }
        });
    delete(connection, gone);
    upsert(connection, news, subject.source());
    note(connection, news);
    note(connection, gone);
    return (long) news.size() + gone.size();
  }

  private void note(Connection connection, List<T> changed) throws SQLException {
    List<Touch> touched = changed.stream().map(table.touch()).flatMap(Optional::stream).toList();
    if (!touched.isEmpty()) {
      DueNotes.noteNext(
          connection,
          touched.get(0).reason(),
          touched.stream().map(Touch::ticker).toList(),
          touched.stream().map(Touch::after).toList(),
          LocalDate.EPOCH);
    }
  }

  private Map<Object, T> stored(Connection connection, List<Object> range) throws SQLException {
    Map<Object, T> stored = new LinkedHashMap<>();
    try (PreparedStatement select = connection.prepareStatement(table.statements().select())) {
      Sql.bind(select, range.toArray());
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          T row = table.read().read(rows);
          stored.put(table.key().apply(row), row);
        }
      }
    }
    return stored;
  }

  private void delete(Connection connection, List<T> rows) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(table.statements().delete())) {
      for (T row : rows) {
        table.bindKey().bind(row, delete);
        delete.addBatch();
      }
      delete.executeBatch();
    }
  }

  private void upsert(Connection connection, List<T> rows, String source) throws SQLException {
    try (PreparedStatement upsert = connection.prepareStatement(table.statements().upsert())) {
      for (T row : rows) {
        table.bind().bind(row, upsert);
        upsert.setString(table.sourceParameter(), source);
        upsert.addBatch();
      }
      upsert.executeBatch();
    }
  }
}
