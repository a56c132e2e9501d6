package io.financeflow.schema.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.time.ZoneId;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class PostgresExtensionTest {

  private final Database ofConstructor;

  PostgresExtensionTest(Database database) {
    this.ofConstructor = database;
  }

  @RepeatedTest(3)
  void eachTestHasAFreshDatabase(Database database, DatabaseSettings settings) {
    database.jdbi().useHandle(handle -> handle.execute("CREATE TABLE mine (id int)"));

    assertThat(database).isSameAs(ofConstructor);
    assertThat(database.settings()).isEqualTo(settings);
  }

  @Test
  void theTablesAreCurrent(Database database) {
    assertThat(Migrations.isCurrent(database)).isTrue();
  }

  @Test
  void theSessionTimeZoneIsTheDatabasesOwn(Database database) {
    String zone =
        database.jdbi().withHandle(h -> h.createQuery("SHOW timezone").mapTo(String.class).one());

    assertThat(zone).isEqualTo("Asia/Kathmandu").isNotEqualTo(ZoneId.systemDefault().getId());
  }

  @Test
  void aConnectionThatIsNotGivenBackIsALeak(Database database) throws Exception {
    try (Connection kept = database.dataSource().getConnection()) {
      assertThat(kept.isClosed()).isFalse();
      assertThatThrownBy(() -> PostgresExtension.checkLeaks(database))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("connections not given back to the pool");
    }

    PostgresExtension.checkLeaks(database);
  }

  @Nested
  class ForAWholeClass {

    @BeforeAll
    static void create(Database database) {
      database.jdbi().useHandle(handle -> handle.execute("CREATE TABLE ours (id int)"));
    }

    @RepeatedTest(2)
    void allTestsOfTheClassShareTheDatabaseOfItsBeforeAll(Database database) {
      int added =
          database.jdbi().withHandle(handle -> handle.execute("INSERT INTO ours VALUES (1)"));

      assertThat(added).isEqualTo(1);
    }
  }
}
