package io.financeflow.schema.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class MigrationSetTest {

  private static final MigrationSet TWO = new MigrationSet("db/testmigration");
  private static final MigrationSet BROKEN = new MigrationSet("db/brokenmigration");
  private static final MigrationSet NONE = new MigrationSet("db/nomigration");

  @BeforeEach
  void empty(Database database) {
    database
        .jdbi()
        .useHandle(handle -> handle.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public"));
  }

  @Test
  void anEmptyDatabaseIsBroughtToTheLatestVersion(Database database) {
    assertThat(TWO.currentVersion(database)).isZero();

    TWO.migrate(database);

    assertThat(TWO.currentVersion(database)).isEqualTo(12).isEqualTo(TWO.latestVersion());
    assertThat(tables(database)).containsExactly("first", "flyway_schema_history", "second");
  }

  @Test
  void migratingAgainChangesNothing(Database database) {
    TWO.migrate(database);
    List<String> before = history(database);

    TWO.migrate(database);

    assertThat(history(database)).hasSize(2).isEqualTo(before);
  }

  @Test
  void noMigrationsAreFine(Database database) {
    NONE.migrate(database);

    assertThat(NONE.latestVersion()).isZero();
    assertThat(tables(database)).isEmpty();
  }

  @Test
  void aBrokenMigrationNamesItsFileAndLeavesTheOneBefore(Database database) {
    assertThatThrownBy(() -> BROKEN.migrate(database))
        .isInstanceOf(MigrationFailed.class)
        .hasMessageStartingWith(
            "The tables of %s could not be brought to version 2: "
                .formatted(database.settings().location()))
        .hasMessageContaining("V002__broken.sql");

    assertThat(BROKEN.currentVersion(database)).isEqualTo(1);
    assertThat(tables(database)).containsExactly("first", "flyway_schema_history");
  }

  @Test
  void aDatabaseNewerThanTheProgramIsRefused(Database database) {
    TWO.migrate(database);

    assertThatThrownBy(() -> NONE.migrate(database))
        .isInstanceOf(MigrationFailed.class)
        .hasMessage(
            "The tables of %s are of version 12 and this program knows 0: use a newer program"
                .formatted(database.settings().location()));
  }

  @Test
  void theBundledMigrationsAreAppliedFromEmpty(Database database) throws Exception {
    Migrations.migrate(database);

    Path folder = Path.of(MigrationSet.class.getResource("/db/migration").toURI());
    try (var files = Files.list(folder)) {
      assertThat(history(database)).hasSize((int) files.count());
    }
    assertThat(Migrations.isCurrent(database)).isTrue();
  }

  private static List<String> tables(Database database) {
    return texts(
        database,
        "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename");
  }

  private static List<String> history(Database database) {
    return texts(
        database,
        "SELECT version || ' ' || installed_on FROM flyway_schema_history"
            + " WHERE success ORDER BY installed_rank");
  }

  private static List<String> texts(Database database, String query) {
    return database.jdbi().withHandle(h -> h.createQuery(query).mapTo(String.class).list());
  }
}
