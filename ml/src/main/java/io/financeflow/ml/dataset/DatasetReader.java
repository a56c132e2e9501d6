package io.financeflow.ml.dataset;

import io.financeflow.schema.calendar.TradingCalendar;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.Float4Array;
import io.financeflow.schema.model.Dataset;
import io.financeflow.schema.model.DatasetTable;
import io.financeflow.schema.model.FeatureSetTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Reads the rows of a dataset, one ticker after the other, in one snapshot. */
final class DatasetReader {
  private static final int FETCH_ROWS = 5_000;
  private static final String[] SEGMENTS = {"train", "gap", "valid", "test"};

  private final Database database;
  private final TradingCalendar calendar;

  DatasetReader(Database database, TradingCalendar calendar) {
    this.database = database;
    this.calendar = calendar;
  }

  FeatureRows read(Dataset dataset) throws SQLException {
    try (Connection connection = database.dataSource().getConnection()) {
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setAutoCommit(false);
      try {
        List<String> features = names(connection, dataset, 1);
        List<String> labels = names(connection, dataset, 2);
        return new FeatureRows(
            features, labels, rows(connection, dataset, features.size(), labels.size()));
      } finally {
        connection.rollback();
      }
    }
  }

  private static List<String> names(Connection connection, Dataset dataset, int column)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(FeatureSetTable.SELECT_NAMES)) {
      select.setString(1, dataset.featureSet().name());
      select.setInt(2, dataset.featureSet().version());
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return List.of((String[]) row.getArray(column).getArray());
      }
    }
  }

  private List<TickerRows> rows(Connection connection, Dataset dataset, int features, int labels)
      throws SQLException {
    List<TickerRows> tickers = new ArrayList<>();
    GrowingRows growing = new GrowingRows("", features, labels);
    try (PreparedStatement select = connection.prepareStatement(DatasetTable.SELECT_DATASET_ROWS)) {
      select.setFetchSize(FETCH_ROWS);
      select.setString(1, dataset.name());
      select.setArray(2, connection.createArrayOf("text", SEGMENTS));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          String ticker = row.getString(3);
          if (!growing.isOf(ticker)) {
            growing.addTo(tickers);
            growing = new GrowingRows(ticker, features, labels);
          }
          int session = calendar.sessionIndex(row.getObject(2, LocalDate.class));
          growing.add(session, row.getBytes(4), row.getBytes(5));
        }
      }
    }
    growing.addTo(tickers);
    return tickers;
  }

  /** The rows of one ticker while they come. */
  private static final class GrowingRows {
    private final String ticker;
    private final float[] feature;
    private final float[] label;
    private final Numbers features = new Numbers();
    private final Numbers labels = new Numbers();
    private final List<Integer> sessions = new ArrayList<>();

    GrowingRows(String ticker, int features, int labels) {
      this.ticker = ticker;
      this.feature = new float[features];
      this.label = new float[labels];
    }

    boolean isOf(String other) {
      return ticker.equals(other);
    }

    void add(int session, byte[] sentFeatures, byte[] sentLabels) {
      sessions.add(session);
      Float4Array.read(sentFeatures, feature);
      Float4Array.read(sentLabels, label);
      features.add(feature);
      labels.add(label);
    }

    void addTo(List<TickerRows> tickers) {
      if (!sessions.isEmpty()) {
        tickers.add(
            new TickerRows(
                ticker,
                sessions.stream().mapToInt(Integer::intValue).toArray(),
                features.all(),
                labels.all()));
      }
    }
  }
}
