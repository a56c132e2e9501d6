package io.financeflow.schema.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class DatabaseTest {

  @Test
  void connectionsSayWhoTheyAre(DatabaseSettings settings) {
    DatabaseSettings named =
        new DatabaseSettings(
            settings.url() + "?ApplicationName=job", settings.user(), settings.password());

    assertThat(applicationName(settings)).isEqualTo("financeflow");
    assertThat(applicationName(named)).isEqualTo("job");
  }

  @Test
  void withoutOneOfItsOwnTheDatabaseIsInUtc(Database database, DatabaseSettings settings) {
    String name = database.jdbi().withHandle(h -> text(h, "SELECT current_database()"));
    database
        .jdbi()
        .useHandle(handle -> handle.execute("ALTER DATABASE " + name + " RESET timezone"));

    try (Database again = Database.connect(settings)) {
      assertThat(again.jdbi().<String, RuntimeException>withHandle(h -> text(h, "SHOW timezone")))
          .isEqualTo("UTC");
    }
  }

  @Test
  void fourConnectionsAreUsedAtOnceAndGivenBack(Database database) throws Exception {
    try (Connection a = database.dataSource().getConnection();
        Connection b = database.dataSource().getConnection();
        Connection c = database.dataSource().getConnection();
        Connection d = database.dataSource().getConnection()) {
      assertThat(List.of(a, b, c, d)).allMatch(DatabaseTest::isValid);
      assertThat(database.borrowedConnections()).isEqualTo(Database.POOL_SIZE);
    }
    assertThat(database.borrowedConnections()).isZero();
  }

  @Test
  void aWrongPasswordIsSaidInOneLine(DatabaseSettings settings) {
    DatabaseSettings wrong = new DatabaseSettings(settings.url(), settings.user(), "hunter2");

    assertThatThrownBy(() -> Database.connect(wrong))
        .isInstanceOf(DatabaseUnavailable.class)
        .hasMessage(
            "PostgreSQL at %s refuses user financeflow: check the password"
                .formatted(settings.location()));
  }

  @Test
  void aMissingDatabaseIsSaidInOneLine(DatabaseSettings settings) {
    DatabaseSettings missing =
        new DatabaseSettings(settings.url() + "_missing", settings.user(), settings.password());

    assertThatThrownBy(() -> Database.connect(missing))
        .isInstanceOf(DatabaseUnavailable.class)
        .hasMessage(
            "There is no database %s: create it, or correct its name"
                .formatted(missing.location()));
  }

  @Test
  void anAddressWithoutServerIsSaidInOneLine() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }

    assertThatThrownBy(
            () -> Database.connect(DatabaseSettings.of("127.0.0.1", port, "p", "ann", "hunter2")))
        .isInstanceOf(DatabaseUnavailable.class)
        .hasMessage(
            "No PostgreSQL answers at 127.0.0.1:%d/p: start it, or correct the address"
                .formatted(port));
  }

  private static String applicationName(DatabaseSettings settings) {
    try (Database database = Database.connect(settings)) {
      return database.jdbi().withHandle(h -> text(h, "SHOW application_name"));
    }
  }

  private static String text(Handle handle, String query) {
    return handle.createQuery(query).mapTo(String.class).one();
  }

  private static boolean isValid(Connection connection) {
    try {
      return connection.isValid(5);
    } catch (SQLException e) {
      return false;
    }
  }
}
