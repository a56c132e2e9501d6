package io.financeflow.pipelines.io;

import io.financeflow.schema.db.Float4Array;
import io.financeflow.schema.market.DateRange;
import io.financeflow.schema.model.Dataset;
import io.financeflow.schema.model.DatasetTable;
import io.financeflow.schema.model.FeatureSet;
import io.financeflow.schema.model.FeatureSetTable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Reads what datasets are cut out of, and stores them. Not thread-safe. */
public final class DatasetStore {
  private static final int FETCH_ROWS = 5_000;

  private final Transactions transactions;

  /** A store on that pool. */
  public DatasetStore(Transactions transactions) {
    this.transactions = transactions;
  }

  /** Takes feature rows one by one. */
  public interface Reader {
    /** Takes a row; the arrays are reused. NaN is an unknown label. */
    void row(long day, String ticker, float[] features, float[] labels);
  }

  /** Returns the id of a set; empty when no rows of it were ever computed. */
  public OptionalInt find(FeatureSet.Key key) throws SQLException, IOException {
    return read(
        FeatureSetTable.SELECT_ID,
        row -> row.next() ? OptionalInt.of(row.getInt(1)) : OptionalInt.empty(),
        connection -> new Object[] {key.name(), key.version()});
  }

  /** Returns the rows of each ticker in a range, in order of ticker. */
  public Map<String, Long> tickers(int featureSet, DateRange range)
      throws SQLException, IOException {
    return read(
        DatasetTable.COUNT_TICKERS,
        row -> {
          Map<String, Long> counts = new TreeMap<>();
          while (row.next()) {
            counts.put(row.getString(1), row.getLong(2));
          }
          return counts;
        },
        connection -> new Object[] {featureSet, range.from(), range.to()});
  }

  /** Returns the sessions of a range that hold rows of one of the tickers, ascending. */
  public List<LocalDate> sessions(int featureSet, DateRange range, List<String> tickers)
      throws SQLException, IOException {
    return read(
        DatasetTable.SELECT_SESSIONS,
        row -> {
          List<LocalDate> sessions = new ArrayList<>();
          while (row.next()) {
            sessions.add(row.getObject(1, LocalDate.class));
          }
          return sessions;
        },
        connection ->
            new Object[] {range.from(), range.to(), featureSet, texts(connection, tickers)});
  }

  /** Hands the rows of some tickers in a range to a reader, by session and ticker. */
  public void rows(int featureSet, DateRange range, List<String> tickers, int widest, Reader reader)
      throws SQLException, IOException {
    float[] features = new float[widest];
    float[] labels = new float[widest];
    read(
        DatasetTable.SELECT_ROWS,
        row -> {
          while (row.next()) {
            Float4Array.read(row.getBytes(3), features);
            Float4Array.read(row.getBytes(4), labels);
            reader.row(row.getLong(1), row.getString(2), features, labels);
          }
          return range;
        },
        connection ->
            new Object[] {featureSet, range.from(), range.to(), texts(connection, tickers)});
  }

  /** True when there is a dataset of that name. */
  public boolean exists(String name) throws SQLException, IOException {
    return read(DatasetTable.EXISTS, ResultSet::next, connection -> new Object[] {name});
  }

  /** Stores a dataset; false, and nothing done, when the name is taken by another run's. */
  public boolean insert(Dataset dataset) throws SQLException, IOException {
    return transactions.run(
        Connection.TRANSACTION_READ_COMMITTED,
        connection -> {
          try (PreparedStatement insert = connection.prepareStatement(DatasetTable.INSERT)) {
            DatasetTable.bind(dataset, insert);
            return insert.executeUpdate() == 1;
          }
        });
  }

  private static java.sql.Array texts(Connection connection, List<String> texts)
      throws SQLException {
    return connection.createArrayOf("text", texts.toArray());
  }

  private interface Rows<T> {
    T read(ResultSet row) throws SQLException;
  }

  private interface Parameters {
    Object[] of(Connection connection) throws SQLException;
  }

  private <T> T read(String sql, Rows<T> rows, Parameters parameters)
      throws SQLException, IOException {
    return transactions.run(
        Connection.TRANSACTION_READ_COMMITTED,
        connection -> {
          try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setFetchSize(FETCH_ROWS);
            Sql.bind(select, parameters.of(connection));
            try (ResultSet row = select.executeQuery()) {
              return rows.read(row);
            }
          }
        });
  }
}
