package io.financeflow.orchestrator.notify;

import io.financeflow.schema.market.DateRange;
import io.financeflow.schema.run.OutboxTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes events into the table {@code outbox}. */
public final class Outbox {
  private Outbox() {}

  /**
   * Writes events inside the caller's transaction, and wakes the notifiers when that commits; when
   * it is rolled back, nothing was ever written. An event whose {@link RunEvent#key} is there
   * already is left as it is. No events: nothing is done.
   *
   * <p>Rows are written in the order of their keys, so callers with the same events cannot block
   * each other for ever. Neither commits nor closes.
   */
  public static void write(Connection transaction, Collection<RunEvent> events)
      throws SQLException {
    if (events.isEmpty()) {
      return;
    }
    List<RunEvent> sorted = events.stream().sorted(Comparator.comparing(RunEvent::key)).toList();
    try (PreparedStatement insert = transaction.prepareStatement(OutboxTable.INSERT)) {
      for (RunEvent event : sorted) {
        bind(insert, event);
        insert.addBatch();
      }
      insert.executeBatch();
    }
    try (Statement notify = transaction.createStatement()) {
      notify.execute(OutboxTable.NOTIFY);
    }
  }

  private static void bind(PreparedStatement insert, RunEvent event) throws SQLException {
    RunEvent.Subject subject = event.subject();
    @Nullable DateRange dates = event.dates();
    insert.setString(1, event.key());
    insert.setString(2, event.kind().name());
    insert.setString(3, subject.dagId());
    insert.setString(4, subject.runId());
    insert.setString(5, subject.taskId());
    insert.setInt(6, subject.mapIndex());
    insert.setInt(7, subject.attempt());
    insert.setInt(8, subject.maxAttempts());
    insert.setString(9, subject.item());
    insert.setString(10, event.cause().errorClass());
    insert.setString(11, event.cause().message());
    insert.setString(12, event.cause().detail());
    insert.setObject(13, dates == null ? null : dates.from());
    insert.setObject(14, dates == null ? null : dates.to());
    insert.setObject(15, event.origin().at().atOffset(ZoneOffset.UTC));
    insert.setString(16, event.origin().host());
  }
}
