package io.financeflow.orchestrator.notify;

import io.financeflow.schema.run.DeliveryTable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Takes messages to send and notes what came of it, each in a short transaction of its own: none is
 * open while a message is sent.
 */
final class ClaimRows {
  /** Longer than any channel takes to send one message; then another sender may take it. */
  static final Duration LEASE = Duration.ofMinutes(5);

  private final Jdbi jdbi;
  private final String channel;

  ClaimRows(Jdbi jdbi, String channel) {
    this.jdbi = jdbi;
    this.channel = channel;
  }

  private record Row(long id, UUID messageId, String rule, int attempt, boolean isDigest) {}

  /** The message that has been due longest; empty when none is due that nobody holds. */
  Optional<Claim> next(Instant now) {
    UUID token = UUID.randomUUID();
    return jdbi.inTransaction(
        handle ->
            handle
                .createQuery(DeliveryTable.CLAIM)
                .bind(0, token)
                .bind(1, now.plus(LEASE))
                .bind(2, channel)
                .bind(3, now)
                .map(
                    (row, context) ->
                        new Row(
                            row.getLong(1),
                            row.getObject(2, UUID.class),
                            row.getString(3),
                            row.getInt(4),
                            row.getBoolean(5)))
                .findOne()
                .map(row -> new Claim(row.id(), token, row.attempt(), message(handle, row))));
  }

  private static Message message(Handle handle, Row row) {
    List<RunEvent> events =
        handle
            .createQuery(DeliveryTable.SELECT_EVENTS)
            .bind(0, row.id())
            .bind(1, row.id())
            .map((event, context) -> EventRow.read(event))
            .list();
    return row.isDigest()
        ? Wording.digest(row.messageId(), row.rule(), events)
        : Wording.event(row.messageId(), events.get(0));
  }

  /** Notes that the channel took it; false when another sender holds it by now. */
  boolean sent(Claim claim, Instant now) {
    return jdbi.inTransaction(
        handle -> {
          int rows = handle.execute(DeliveryTable.SENT, now, claim.delivery(), claim.token());
          return rows == 1 && endHeld(handle, "SENT", claim, now);
        });
  }

  /** Notes that there will be no further attempt; false when another sender holds it by now. */
  boolean dead(Claim claim, String why, Instant now) {
    return jdbi.inTransaction(
        handle -> {
          int rows = handle.execute(DeliveryTable.DEAD, now, why, claim.delivery(), claim.token());
          return rows == 1 && endHeld(handle, "DEAD", claim, now);
        });
  }

  private static boolean endHeld(Handle handle, String state, Claim claim, Instant now) {
    handle.execute(DeliveryTable.END_HELD, state, now, claim.delivery());
    return true;
  }

  /** Notes when the next attempt is due; false when another sender holds it by now. */
  boolean retry(Claim claim, String why, Instant due) {
    return jdbi.withHandle(
            handle ->
                handle.execute(DeliveryTable.RETRY, due, why, claim.delivery(), claim.token()))
        == 1;
  }

  /** Lets everything of the channel that nobody holds wait. */
  void postpone(Instant until) {
    jdbi.useHandle(handle -> handle.execute(DeliveryTable.POSTPONE, until, channel, until));
  }
}
