package io.financeflow.schema.run;

import java.sql.ResultSet;
import java.sql.SQLException;

/** SQL of {@code variables}. */
public final class VariableTable {
  /** Keeps all other writers out until the end of the transaction; readers go on. */
  public static final String LOCK = "LOCK TABLE variables IN SHARE ROW EXCLUSIVE MODE";

  /** Reads all, by name. See {@link #read}. */
  public static final String SELECT_ALL = "SELECT * FROM variables ORDER BY name";

  /** Reads one; parameter: name. See {@link #read}. */
  public static final String SELECT = "SELECT * FROM variables WHERE name = ?";

  /** Adds or replaces one; parameters: name, secret, about, key id, sealed. */
  public static final String UPSERT =
      """
      INSERT INTO variables (name, secret, about, key_id, sealed) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (name) DO UPDATE SET secret = excluded.secret, about = excluded.about,
        key_id = excluded.key_id, sealed = excluded.sealed, updated_at = clock_timestamp()
      """;

  /** Removes one; parameter: name. */
  public static final String DELETE = "DELETE FROM variables WHERE name = ?";

  private VariableTable() {}

  /**
   * A variable as stored.
   *
   * @param sealed its value as JSON
   */
  public record Row(String name, boolean secret, String about, Sealed sealed) {}

  /** Reads the row that a result set is on. */
  public static Row read(ResultSet row) throws SQLException {
    return new Row(
        row.getString("name"), row.getBoolean("secret"), row.getString("about"), Sealed.read(row));
  }
}
