package io.financeflow.schema.model;

import io.financeflow.schema.market.DateRange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** SQL of {@code datasets} and of the rows they are cut out of. */
public final class DatasetTable {
  /**
   * Adds a dataset; see {@link #bind}. The update count is 0 when the name is taken, and 1 when the
   * same run takes it again.
   */
  public static final String INSERT =
      """
      INSERT INTO datasets (name, feature_set, universe, tickers, train_from, train_to, valid_from,
        valid_to, test_from, test_to, time_steps, purge, mean, deviation, train_rows, valid_rows,
        test_rows, fingerprint, run_id, created_at)
      SELECT ?, s.id, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?
      FROM feature_sets s WHERE s.name = ? AND s.version = ?
      ON CONFLICT (name) DO UPDATE SET name = excluded.name
      WHERE datasets.run_id = excluded.run_id
      """;

  /** Reads all datasets in order of name; see {@link #read}. */
  public static final String SELECT =
      """
      SELECT d.name, s.name AS set_name, s.version, d.universe, d.tickers, d.train_from, d.train_to,
        d.valid_from, d.valid_to, d.test_from, d.test_to, d.time_steps, d.purge, d.mean,
        d.deviation, d.train_rows, d.valid_rows, d.test_rows, d.fingerprint, d.run_id, d.created_at
      FROM datasets d JOIN feature_sets s ON s.id = d.feature_set ORDER BY d.name
      """;

  /** A row when there is a dataset of that name; parameter: name. */
  public static final String EXISTS = "SELECT name FROM datasets WHERE name = ?";

  /** Removes a dataset; parameter: name. The rows stay: they are those of the feature set. */
  public static final String DELETE = "DELETE FROM datasets WHERE name = ?";

  /**
   * Sessions of a range that hold rows of some tickers; parameters: first and last date, feature
   * set, tickers.
   */
  public static final String SELECT_SESSIONS =
      """
      SELECT day::date FROM generate_series(?::date, ?::date, interval '1 day') day
      WHERE EXISTS (SELECT FROM feature_rows f
        WHERE f.feature_set = ? AND f.trading_date = day::date AND f.ticker = ANY (?))
      ORDER BY day
      """;

  /** Tickers and their rows in a range; parameters: feature set, first and last date. */
  public static final String COUNT_TICKERS =
      """
      SELECT ticker, count(*) FROM feature_rows
      WHERE feature_set = ? AND trading_date BETWEEN ? AND ? GROUP BY ticker ORDER BY ticker
      """;

  /**
   * Reads the rows of some tickers in a range, by session and ticker; parameters: feature set,
   * first and last date, tickers. Columns: days since 1970-01-01, ticker, features and labels as
   * sent (see {@link io.financeflow.schema.db.Float4Array}).
   */
  public static final String SELECT_ROWS =
      """
      SELECT trading_date - DATE '1970-01-01', ticker, array_send(features), array_send(labels)
      FROM feature_rows
      WHERE feature_set = ? AND trading_date BETWEEN ? AND ? AND ticker = ANY (?)
      ORDER BY trading_date, ticker
      """;

  /**
   * Reads the rows of a dataset, one ticker's series after the other; parameters: name, segments.
   * Columns: segment, trading_date, ticker, features and labels as sent.
   */
  public static final String SELECT_DATASET_ROWS =
      """
      SELECT segment, trading_date, ticker, array_send(features), array_send(labels)
      FROM dataset_rows WHERE dataset = ? AND segment = ANY (?) ORDER BY ticker, trading_date
      """;

  /** The last session with a row of a feature set; parameter: feature set. */
  public static final String SELECT_LAST =
      """
      SELECT trading_date FROM feature_rows WHERE feature_set = ?
      ORDER BY trading_date DESC LIMIT 1
      """;

  /**
   * The last session on which a label of some tickers is known; parameters: feature set, tickers,
   * last date, place of the label from 1.
   */
  public static final String SELECT_LAST_LABELLED =
      """
      SELECT trading_date FROM feature_rows
      WHERE feature_set = ? AND ticker = ANY (?) AND trading_date <= ? AND labels[?] IS NOT NULL
      ORDER BY trading_date DESC LIMIT 1
      """;

  private DatasetTable() {}

  /** Binds a dataset to the parameters of {@link #INSERT}. */
  public static void bind(Dataset dataset, PreparedStatement statement) throws SQLException {
    Connection connection = statement.getConnection();
    Segments segments = dataset.cut().segments();
    statement.setString(1, dataset.name());
    statement.setString(2, dataset.universe().rule());
    statement.setArray(3, connection.createArrayOf("text", dataset.universe().tickers().toArray()));
    bind(segments.train(), statement, 4);
    bind(segments.valid(), statement, 6);
    bind(segments.test(), statement, 8);
    statement.setInt(10, dataset.cut().timeSteps());
    statement.setInt(11, dataset.cut().purge());
    statement.setArray(12, connection.createArrayOf("float8", dataset.scaling().mean().toArray()));
    statement.setArray(
        13, connection.createArrayOf("float8", dataset.scaling().deviation().toArray()));
    statement.setLong(14, dataset.counts().train());
    statement.setLong(15, dataset.counts().valid());
    statement.setLong(16, dataset.counts().test());
    statement.setString(17, dataset.fingerprint());
    statement.setObject(18, dataset.origin().runId());
    statement.setObject(19, dataset.origin().createdAt().atOffset(ZoneOffset.UTC));
    statement.setString(20, dataset.featureSet().name());
    statement.setInt(21, dataset.featureSet().version());
  }

  private static void bind(DateRange range, PreparedStatement statement, int first)
      throws SQLException {
    statement.setObject(first, range.from());
    statement.setObject(first + 1, range.to());
  }

  /** Reads the current row of {@link #SELECT}. */
  public static Dataset read(ResultSet row) throws SQLException {
    Segments segments = new Segments(range(row, "train"), range(row, "valid"), range(row, "test"));
    return new Dataset(
        row.getString("name"),
        new FeatureSet.Key(row.getString("set_name"), row.getInt("version")),
        new Dataset.Universe(
            row.getString("universe"), List.of((String[]) row.getArray("tickers").getArray())),
        new Dataset.Cut(segments, row.getInt("time_steps"), row.getInt("purge")),
        new Dataset.Scaling(doubles(row, "mean"), doubles(row, "deviation")),
        new Dataset.Counts(
            row.getLong("train_rows"), row.getLong("valid_rows"), row.getLong("test_rows")),
        row.getString("fingerprint"),
        new Dataset.Origin(
            row.getObject("run_id", UUID.class),
            row.getObject("created_at", OffsetDateTime.class).toInstant()));
  }

  private static DateRange range(ResultSet row, String segment) throws SQLException {
    return new DateRange(
        row.getObject(segment + "_from", LocalDate.class),
        row.getObject(segment + "_to", LocalDate.class));
  }

  private static List<Double> doubles(ResultSet row, String column) throws SQLException {
    return List.of((Double[]) row.getArray(column).getArray());
  }
}
