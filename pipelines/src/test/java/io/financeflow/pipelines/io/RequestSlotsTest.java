package io.financeflow.pipelines.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeflow.pipelines.source.RequestLimit;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.PostgresExtension;
import io.financeflow.schema.db.Rows;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class RequestSlotsTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Database database;
  private final Transactions transactions;

  RequestSlotsTest(Database database) {
    this.database = database;
    this.transactions =
        new Transactions(
            DatabaseOptions.configuration(
                database.settings().url(),
                database.settings().user(),
                database.settings().password()));
  }

  @AfterEach
  void close() throws SQLException {
    transactions.close();
  }

  @Test
  void noWindowHoldsMoreThanTheLimitHoweverManyAskAtOnce() throws Exception {
    int threads = 8;
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    List<Future<Integer>> askers = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Callable<Integer> asker =
          () -> {
            RequestSlots slots = new RequestSlots(transactions, "vendor", 3, MINUTE);
            for (int k = 0; k < 5; k++) {
              RequestLimit.Slot unused = slots.reserve();
            }
            return 5;
          };
      askers.add(executor.submit(asker));
    }
    int reserved = 0;
    for (Future<Integer> asker : askers) {
      reserved += asker.get();
    }
    executor.shutdown();

    assertThat(reserved).isEqualTo(40);
    assertThat(
            Rows.of(
                database,
                """
                SELECT count(*), bool_and(slot_at - third >= interval '60.5 s') FROM (
                  SELECT slot_at, lag(slot_at, 3) OVER (ORDER BY slot_at) AS third
                  FROM request_slots) s WHERE third IS NOT NULL
                """))
        .containsExactly("37 t");
  }

  @Test
  void slotsUpToTheLimitDoNotWaitAndVendorsDoNotShareThem() {
    RequestSlots one = new RequestSlots(transactions, "one", 2, MINUTE);
    RequestSlots other = new RequestSlots(transactions, "other", 2, MINUTE);

    assertThat(List.of(one.reserve(), one.reserve(), other.reserve(), other.reserve()))
        .extracting(RequestLimit.Slot::delay)
        .containsOnly(Duration.ZERO);
    assertThat(one.reserve().delay()).isBetween(Duration.ofSeconds(50), Duration.ofMillis(60_500));
  }

  @Test
  void slotThatIsGivenBackCanBeTakenAgain() {
    RequestSlots slots = new RequestSlots(transactions, "vendor", 1, MINUTE);

    for (int i = 0; i < 4; i++) {
      RequestLimit.Slot slot = slots.reserve();
      assertThat(slot.delay()).isEqualTo(Duration.ZERO);
      slots.release(slot);
    }
  }

  @Test
  void slotsOfThePastAreForgotten() {
    RequestSlots slots = new RequestSlots(transactions, "vendor", 5, MINUTE);
    RequestLimit.Slot old = slots.reserve();
    database
        .jdbi()
        .useHandle(
            h -> h.execute("UPDATE request_slots SET slot_at = slot_at - interval '1 hour'"));

    RequestLimit.Slot fresh = slots.reserve();

    assertThat(Rows.of(database, "SELECT id FROM request_slots"))
        .containsExactly(String.valueOf(fresh.id()));
    assertThat(fresh.id()).isNotEqualTo(old.id());
  }
}
