package io.financeflow.schema.run;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * An encrypted text as {@code variables} and {@code connections} have it.
 *
 * @param keyId which key it needs, 8 hexadecimal digits
 * @param base64 nonce, encrypted bytes and tag
 */
public record Sealed(String keyId, String base64) {
  /** Whether anything is encrypted at all; one row. */
  public static final String ANY =
      "SELECT EXISTS (SELECT FROM variables) OR EXISTS (SELECT FROM connections)";

  static Sealed read(ResultSet row) throws SQLException {
    return new Sealed(row.getString("key_id"), row.getString("sealed"));
  }
}
