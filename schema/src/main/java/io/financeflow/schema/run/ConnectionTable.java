package io.financeflow.schema.run;

import java.sql.ResultSet;
import java.sql.SQLException;

/** SQL of {@code connections}. */
public final class ConnectionTable {
  /** Keeps all other writers out until the end of the transaction; readers go on. */
  public static final String LOCK = "LOCK TABLE connections IN SHARE ROW EXCLUSIVE MODE";

  /** Reads all, by name. See {@link #read}. */
  public static final String SELECT_ALL = "SELECT * FROM connections ORDER BY name";

  /** Reads one; parameter: name. See {@link #read}. */
  public static final String SELECT = "SELECT * FROM connections WHERE name = ?";

  /** Adds or replaces one; parameters: name, kind, url, user, key id, sealed. */
  public static final String UPSERT =
      """
      INSERT INTO connections (name, kind, url, username, key_id, sealed) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (name) DO UPDATE SET kind = excluded.kind, url = excluded.url,
        username = excluded.username, key_id = excluded.key_id, sealed = excluded.sealed,
        updated_at = clock_timestamp()
      """;

  /** Removes one; parameter: name. */
  public static final String DELETE = "DELETE FROM connections WHERE name = ?";

  private ConnectionTable() {}

  /**
   * A connection as stored.
   *
   * @param kind POSTGRES, HTTP, SMTP or OTHER
   * @param sealed password and extra settings as a JSON object
   */
  public record Row(String name, String kind, String url, String user, Sealed sealed) {}

  /** Reads the row that a result set is on. */
  public static Row read(ResultSet row) throws SQLException {
    return new Row(
        row.getString("name"),
        row.getString("kind"),
        row.getString("url"),
        row.getString("username"),
        Sealed.read(row));
  }
}
