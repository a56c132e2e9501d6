package io.financeflow.pipelines.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.PostgresExtension;
import io.financeflow.schema.db.Rows;
import io.financeflow.schema.market.DailyBar;
import io.financeflow.schema.market.IngestionLog;
import io.financeflow.schema.market.IngestionStatus;
import io.financeflow.schema.market.Ohlc;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class DueStoreTest {
  private static final LocalDate FRIDAY = LocalDate.of(2025, 1, 10);
  private static final LocalDate MONDAY = LocalDate.of(2025, 1, 13);
  private static final long PATIENCE = Duration.ofSeconds(60).toNanos();
  private static final String WAITING =
      """
      SELECT count(*) FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock'
      """;

  private final Database database;
  private final Transactions transactions;

  DueStoreTest(Database database) {
    this.database = database;
    this.transactions =
        new Transactions(
            DatabaseOptions.configuration(
                database.settings().url(),
                database.settings().user(),
                database.settings().password()));
  }

  @BeforeEach
  void twoBarsWithAReturnThatIsDue() throws SQLException, IOException {
    store(FRIDAY, 100);
    store(MONDAY, 110);
    execute(
        """
        INSERT INTO ingestion_logs (run_id, source, dataset, trading_date, status, attempt, started_at)
        VALUES (gen_random_uuid(), 'financeflow', 'daily_return', '2025-01-13', 'DONE', 1, now())
        """);
    execute("INSERT INTO returns_due VALUES ('X', '2025-01-13', 'start')");
  }

  @AfterEach
  void close() throws SQLException {
    transactions.close();
  }

  @Test
  void noteIsSettledOnce() throws SQLException, IOException {
    assertThat(settle(() -> {})).isEqualTo(1);
    assertThat(settle(() -> {})).isZero();

    assertThat(returns()).containsExactly("2025-01-10 null", "2025-01-13 " + (110 / 100.0 - 1));
  }

  @Test
  void changeThatCommitsWhileItsReturnIsSettledIsNotLost() throws Exception {
    CompletableFuture<Void> correction = new CompletableFuture<>();

    int settled = settle(() -> correctAndAwaitThatItWaits(correction));
    correction.get();

    assertThat(settled).isEqualTo(1);
    assertThat(returns()).containsExactly("2025-01-10 null", "2025-01-13 null");
    assertThat(settle(() -> {})).isEqualTo(1);
    assertThat(returns()).containsExactly("2025-01-10 null", "2025-01-13 " + (110 / 50.0 - 1));
  }

  /** The correction has to note the very return that is being settled. */
  private void correctAndAwaitThatItWaits(CompletableFuture<Void> correction) {
    CompletableFuture<Void> unused =
        CompletableFuture.runAsync(
            () -> {
              try {
                store(FRIDAY, 50);
                correction.complete(null);
              } catch (SQLException | IOException failure) {
                correction.completeExceptionally(failure);
              }
            });
    long start = System.nanoTime();
    while (Rows.of(database, WAITING).equals(List.of("0"))) {
      assertThat(correction.isDone()).isFalse();
      assertThat(System.nanoTime() - start).isLessThan(PATIENCE);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  private int settle(Runnable inTheMiddle) throws SQLException, IOException {
    return new DueStore(transactions)
        .settle(
            events ->
                (due, close) -> {
                  inTheMiddle.run();
                  DueStore.Previous previous = Objects.requireNonNull(due.previous());
                  return OptionalDouble.of(close / previous.close() - 1);
                },
            (session, tally) -> log("daily_return", session, tally.changed()));
  }

  private void store(LocalDate date, double close) throws SQLException, IOException {
    Ohlc price = new Ohlc(close, close, close, close);
    List<DailyBar> bars = List.of(new DailyBar("X", date, price, 1, null, null, false));
    IngestionLog unused =
        new DayStore(transactions)
            .store(
                new DayStore.Day(
                    log("daily_bars", date, 0).subject(),
                    bars,
                    List.of(),
                    changed -> log("daily_bars", date, changed)));
  }

  private static IngestionLog log(String dataset, LocalDate date, long changed) {
    return new IngestionLog(
        new IngestionLog.Subject(UUID.randomUUID(), "polygon", dataset, date),
        IngestionStatus.DONE,
        new IngestionLog.Counts(1, changed, 0, 0),
        Instant.EPOCH,
        Duration.ZERO,
        null,
        null);
  }

  private void execute(String sql) {
    database.jdbi().useHandle(h -> h.execute(sql));
  }

  private List<String> returns() {
    return Rows.of(
        database, "SELECT trading_date, daily_return FROM daily_bars ORDER BY trading_date");
  }
}
