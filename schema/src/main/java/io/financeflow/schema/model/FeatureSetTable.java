package io.financeflow.schema.model;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** SQL of {@code feature_sets}. */
public final class FeatureSetTable {
  /** Adds a set that is not there yet; see {@link #bind}. */
  public static final String INSERT =
      """
      INSERT INTO feature_sets (name, version, columns, labels, lookback_bars, lookback_sessions,
        horizon, definition, definition_hash, description)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (name, version) DO NOTHING
      """;

  /** Reads id and definition_hash of a set; parameters: name, version. */
  public static final String SELECT_ID =
      "SELECT id, definition_hash FROM feature_sets WHERE name = ? AND version = ?";

  /** Reads the names of features and labels of a set; parameters: name, version. */
  public static final String SELECT_NAMES =
      "SELECT columns, labels FROM feature_sets WHERE name = ? AND version = ?";

  private FeatureSetTable() {}

  /** Binds a set to the parameters of {@link #INSERT}. */
  public static void bind(FeatureSet set, PreparedStatement statement) throws SQLException {
    Connection connection = statement.getConnection();
    statement.setString(1, set.key().name());
    statement.setInt(2, set.key().version());
    statement.setArray(3, texts(connection, set.columnNames()));
    statement.setArray(4, texts(connection, set.labelNames()));
    statement.setInt(5, set.reach().bars());
    statement.setInt(6, set.reach().sessions());
    statement.setInt(7, set.reach().horizon());
    statement.setString(8, set.definition());
    statement.setString(9, set.definitionHash());
    statement.setString(10, set.description());
  }

  private static java.sql.Array texts(Connection connection, List<String> texts)
      throws SQLException {
    return connection.createArrayOf("text", texts.toArray());
  }
}
