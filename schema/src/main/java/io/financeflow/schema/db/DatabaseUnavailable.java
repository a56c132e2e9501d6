package io.financeflow.schema.db;

import java.sql.SQLException;

/**
 * The database did not let the program in; the message says where, why and what to do, in one line
 * and without the password.
 */
public final class DatabaseUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1;

  DatabaseUnavailable(DatabaseSettings settings, SQLException cause) {
    super(describe(settings, cause), cause);
  }

  private static String describe(DatabaseSettings settings, SQLException cause) {
    String state = cause.getSQLState() == null ? "" : cause.getSQLState();
    String where = settings.location();
    if (state.startsWith("28")) {
      return "PostgreSQL at " + where + " refuses user " + settings.user() + ": check the password";
    }
    return switch (state) {
      case "3D000" -> "There is no database " + where + ": create it, or correct its name";
      case "42501" ->
          "User " + settings.user() + " may not connect to " + where + ": grant CONNECT";
      case "53300" -> "PostgreSQL at " + where + " has no connection left: raise max_connections";
      case "57P03" -> "PostgreSQL at " + where + " is starting or stopping: try again shortly";
      case "08001" -> "No PostgreSQL answers at " + where + ": start it, or correct the address";
      default -> "Cannot connect to " + where + ": " + firstLine(cause);
    };
  }

  private static String firstLine(SQLException cause) {
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("no reason given");
  }
}
