package io.financeflow.orchestrator.notify;

import io.financeflow.schema.run.DeliveryTable;
import io.financeflow.schema.run.OutboxTable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What people see of the messages, and what they may do about them by hand. Thread-safe. */
public final class Deliveries {
  private final Jdbi jdbi;

  /** The messages of a database. */
  public Deliveries(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * A message and what became of it.
   *
   * @param state DUE, HELD (told by a digest), SENT or DEAD
   * @param headline what it says, in a line
   * @param attempts made since it was last made due
   * @param at when the rules asked for it
   * @param due when the next attempt is; of a message being sent, when its claim ends
   * @param ended when it became SENT or DEAD; empty before
   * @param error why the latest attempt failed; empty when none did
   */
  public record Delivery(
      long id,
      String state,
      Address address,
      String headline,
      int attempts,
      Instant at,
      Instant due,
      Optional<Instant> ended,
      String error) {}

  /**
   * Where a message goes.
   *
   * @param kind of its event in lower case, or {@code digest}
   */
  public record Address(String channel, String rule, String kind) {}

  /** What became of the wish to send one again. */
  public enum Resent {
    /** It is due now. */
    DUE,
    /** Somebody is sending it at this moment. */
    BEING_SENT,
    /** There is none. */
    UNKNOWN
  }

  /**
   * The latest, newest first.
   *
   * @param failed only those that failed and are not sent yet, given up or to be tried again
   */
  public List<Delivery> latest(boolean failed, int most) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(failed ? DeliveryTable.SELECT_FAILED : DeliveryTable.SELECT_LATEST)
                .bind(0, most)
                .map((row, context) -> read(row))
                .list());
  }

  /** Makes one due now, whatever became of it before, and wakes the notifiers. */
  public Resent resend(long id, Instant now) {
    return jdbi.inTransaction(handle -> resend(handle, id, now));
  }

  /** Makes all due now that failed and are not sent yet; returns how many. */
  public int resendFailed(Instant now) {
    return jdbi.inTransaction(
        handle -> {
          List<Long> failed =
              handle.createQuery(DeliveryTable.SELECT_FAILED_IDS).mapTo(Long.class).list();
          return (int) failed.stream().filter(id -> resend(handle, id, now) == Resent.DUE).count();
        });
  }

  /**
   * Deletes events that the rules saw before a time, with their messages, unless one of these is
   * still to be sent or ended later. Returns how many events.
   */
  public int deleteSettled(Instant before) {
    return jdbi.inTransaction(
        handle -> {
          int events = handle.execute(OutboxTable.DELETE_SETTLED, before, before);
          handle.execute(DeliveryTable.DELETE_DIGESTS, before);
          return events;
        });
  }

  private static Resent resend(Handle handle, long id, Instant now) {
    if (handle.execute(DeliveryTable.RESEND, now, id, now) == 1) {
      handle.execute(DeliveryTable.HOLD_AGAIN, id);
      handle.createQuery(OutboxTable.NOTIFY).mapTo(String.class).one();
      return Resent.DUE;
    }
    boolean isThere =
        handle
            .createQuery(DeliveryTable.SELECT_STATE)
            .bind(0, id)
            .mapTo(String.class)
            .findOne()
            .isPresent();
    return isThere ? Resent.BEING_SENT : Resent.UNKNOWN;
  }

  private static Delivery read(ResultSet row) throws SQLException {
    boolean isDigest = row.getString("event_key") == null;
    @Nullable OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
    @Nullable String error = row.getString("error");
    return new Delivery(
        row.getLong("delivery"),
        row.getString("state"),
        new Address(
            row.getString("channel"),
            row.getString("rule"),
            isDigest ? "digest" : EventRow.read(row).kind().text()),
        isDigest ? row.getLong("held") + " events" : Wording.headline(EventRow.read(row)),
        row.getInt("attempts"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("due_at", OffsetDateTime.class).toInstant(),
        Optional.ofNullable(ended).map(OffsetDateTime::toInstant),
        error == null ? "" : error);
  }
}
