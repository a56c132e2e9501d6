package io.financeflow.orchestrator.backfill;

import static java.time.temporal.ChronoUnit.MICROS;

import io.financeflow.orchestrator.run.NoSuchThing;
import io.financeflow.orchestrator.run.RunRow;
import io.financeflow.schema.market.DateRange;
import io.financeflow.schema.run.BackfillTable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The backfills there are, read; thread-safe. {@link BackfillControl} changes them. */
public final class Backfills {

  private final Jdbi jdbi;
  private final Clock clock;

  /** Reads through {@code jdbi}. */
  public Backfills(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /**
   * All of them in the order of their creation.
   *
   * @param dag only those of this DAG; empty for all
   */
  public List<Backfill> list(String dag) {
    return jdbi.inTransaction(handle -> read(handle, "", dag));
  }

  /**
   * One of them.
   *
   * @throws NoSuchThing when there is none of that name
   */
  public Backfill get(String name) {
    return jdbi.inTransaction(
        handle ->
            read(handle, name, "").stream().findFirst().orElseThrow(() -> noSuch(handle, name)));
  }

  /** Its executions in their order; none for a name that does not exist. */
  public List<Backfill.Part> parts(String name) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(BackfillTable.EXECUTIONS)
                .bind("name", name)
                .map((row, context) -> part(row))
                .list());
  }

  static NoSuchThing noSuch(Handle handle, String name) {
    return NoSuchThing.of(
        "backfill", name, handle.createQuery(BackfillTable.NAMES).mapTo(String.class).list());
  }

  private List<Backfill> read(Handle handle, String name, String dag) {
    Instant now = clock.instant().truncatedTo(MICROS);
    return handle
        .createQuery(BackfillTable.PROGRESS)
        .bind("name", name)
        .bind("dag", dag)
        .map((row, context) -> BackfillRows.read(row))
        .list()
        .stream()
        .map(backfill -> estimated(handle, backfill, now))
        .toList();
  }

  private static Backfill estimated(Handle handle, Backfill backfill, Instant now) {
    Backfill.Life life = backfill.life();
    if (backfill.state() != BackfillState.RUNNING || life.waits()) {
      return backfill;
    }
    Optional<Instant> finish =
        PastDurations.typical(handle, backfill.dag(), backfill.content().tasks())
            .map(
                typical ->
                    now.plus(
                        PastDurations.of(
                            typical, backfill.progress().left(), backfill.pace().maxActiveRuns())));
    return BackfillRows.withFinish(backfill, finish);
  }

  private static Backfill.Part part(ResultSet row) throws SQLException {
    return new Backfill.Part(
        RunRow.execution(row.getString("run_id"), row.getInt("number")),
        new DateRange(
            row.getObject("first_date", LocalDate.class),
            row.getObject("last_date", LocalDate.class)),
        row.getString("state").toLowerCase(Locale.ROOT),
        row.getString("reason"),
        Optional.ofNullable(row.getTimestamp("started_at")).map(Timestamp::toInstant),
        Optional.ofNullable(row.getTimestamp("ended_at")).map(Timestamp::toInstant));
  }
}
