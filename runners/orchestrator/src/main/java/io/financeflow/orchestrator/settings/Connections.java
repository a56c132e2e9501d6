package io.financeflow.orchestrator.settings;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.DatabaseSettings;
import io.financeflow.schema.run.ConnectionTable;
import io.financeflow.schema.run.Sealed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The stored connections. What one call stores is one transaction. Thread-safe.
 *
 * <p>Whatever reads a connection throws {@link UnreadableSecret} or {@link KeyFileUnusable} when it
 * does not open.
 */
public final class Connections {
  private final Database database;
  private final Shelf<Connection, ConnectionTable.Row> shelf;

  /** The connections stored in a database under the keys of a vault. */
  public Connections(Database database, Vault vault) {
    this.database = database;
    this.shelf = new Shelf<>(database, vault, new Rows());
  }

  /** All, by name. */
  public List<Connection> list() {
    return shelf.all();
  }

  /** One, empty when there is none. */
  public Optional<Connection> get(String name) {
    return shelf.find(name);
  }

  /** One; refuses a name that there is not with {@link InvalidSetting}. */
  public Connection named(String name) {
    Connection.checkName(name);
    return get(name).orElseThrow(() -> unknown(name));
  }

  /**
   * The database a name means; {@link Connection#OWN_DATABASE} is the one these are stored in.
   * Empty when there is no such connection.
   *
   * @throws InvalidSetting when the connection is no PostgreSQL database
   */
  public Optional<DatabaseSettings> database(String name) {
    if (name.equals(Connection.OWN_DATABASE)) {
      return Optional.of(database.settings());
    }
    return get(name).map(Connections::settings);
  }

  /** Stores one, whatever was there. */
  public Change set(Connection connection) {
    return edit(List.of(new Edit<>(connection.name(), before -> connection)))
        .getOrDefault(connection.name(), Change.UNCHANGED);
  }

  /** Does all edits, in order, or none; says what was done, by name in that order. */
  public Map<String, Change> edit(List<Edit<Connection>> edits) {
    return shelf.edit(edits);
  }

  /** Removes one, also one that does not open; refuses a name that there is not. */
  public void delete(String name) {
    Connection.checkName(name);
    if (!shelf.delete(name)) {
      throw unknown(name);
    }
  }

  /** Passwords and secrets of the extra settings, for {@link SecretMask}. */
  public List<String> secrets() {
    List<String> secrets = new ArrayList<>();
    for (Connection connection : list()) {
      Credentials credentials = connection.credentials();
      secrets.add(credentials.password());
      secrets.addAll(SecretMask.secretsOf(connection.extra(), false));
    }
    return secrets;
  }

  static DatabaseSettings settings(Connection connection) {
    if (connection.kind() != ConnectionKind.POSTGRES) {
      throw new InvalidSetting(
          "connection '%s' is of kind %s: name one of kind postgres"
              .formatted(connection.name(), connection.kind()));
    }
    Credentials credentials = connection.credentials();
    return DatabaseSettings.parse(connection.url(), credentials.user(), credentials.password());
  }

  private InvalidSetting unknown(String name) {
    return Named.unknown("connection", name, shelf.names());
  }

  private static final class Rows implements Shelf.Form<Connection, ConnectionTable.Row> {
    private static final Shelf.Statements STATEMENTS =
        new Shelf.Statements(
            "connection",
            ConnectionTable.LOCK,
            ConnectionTable.SELECT_ALL,
            ConnectionTable.SELECT,
            ConnectionTable.UPSERT,
            ConnectionTable.DELETE);

    @Override
    public Shelf.Statements statements() {
      return STATEMENTS;
    }

    @Override
    public ConnectionTable.Row read(ResultSet row) throws SQLException {
      return ConnectionTable.read(row);
    }

    @Override
    public String nameOf(ConnectionTable.Row row) {
      return row.name();
    }

    @Override
    public Sealed sealed(ConnectionTable.Row row) {
      return row.sealed();
    }

    @Override
    public Connection open(ConnectionTable.Row row, String opened) {
      JsonObject part = JsonParser.parseString(opened).getAsJsonObject();
      return new Connection(
          row.name(),
          ConnectionKind.valueOf(row.kind()),
          row.url(),
          new Credentials(row.user(), part.get("password").getAsString()),
          part.getAsJsonObject("extra"));
    }

    @Override
    public String name(Connection connection) {
      return connection.name();
    }

    @Override
    public String secret(Connection connection) {
      return connection.secretPart().toString();
    }

    @Override
    public List<Object> arguments(Connection connection, Sealed sealed) {
      return List.of(
          connection.name(),
          connection.kind().name(),
          connection.url(),
          connection.credentials().user(),
          sealed.keyId(),
          sealed.base64());
    }
  }
}
