package io.financeflow.orchestrator.notify;

import io.financeflow.schema.run.DeliveryTable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The rows of {@code deliveries} of one rule on one channel, inside the router's transaction. */
record LaneRows(Handle handle, String channel, String rule) {

  /**
   * Single messages since a time.
   *
   * @param first when the first was asked for; {@link Instant#MAX} for none
   */
  record Recent(long count, Instant first) {}

  void lock() {
    handle
        .createQuery(DeliveryTable.LOCK)
        .bind(0, channel + "\n" + rule)
        .mapTo(Boolean.class)
        .one();
  }

  Recent recent(Instant since) {
    return handle
        .createQuery(DeliveryTable.COUNT_RECENT)
        .bind(0, channel)
        .bind(1, rule)
        .bind(2, since)
        .map(
            (row, context) -> {
              OffsetDateTime first = row.getObject(2, OffsetDateTime.class);
              return new Recent(row.getLong(1), first == null ? Instant.MAX : first.toInstant());
            })
        .one();
  }

  /** The digest that still collects, or a new one with that time to send it. */
  long openDigest(Instant due, Instant now) {
    return handle
        .createQuery(DeliveryTable.SELECT_OPEN_DIGEST)
        .bind(0, channel)
        .bind(1, rule)
        .bind(2, now)
        .mapTo(Long.class)
        .findOne()
        .orElseGet(() -> newDigest(due, now));
  }

  private long newDigest(Instant due, Instant now) {
    return handle
        .createQuery(DeliveryTable.INSERT_DIGEST)
        .bind(0, channel)
        .bind(1, rule)
        .bind(2, due)
        .bind(3, now)
        .mapTo(Long.class)
        .one();
  }

  void insertSingles(List<Long> events, Instant now) {
    PreparedBatch batch = handle.prepareBatch(DeliveryTable.INSERT_SINGLE);
    for (long event : events) {
      batch.bind(0, event).bind(1, channel).bind(2, rule).bind(3, now).bind(4, now).add();
    }
    batch.execute();
  }

  void insertHeld(List<Long> events, long digest, Instant now) {
    PreparedBatch batch = handle.prepareBatch(DeliveryTable.INSERT_HELD);
    for (long event : events) {
      batch.bind(0, event).bind(1, channel).bind(2, rule).bind(3, digest);
      batch.bind(4, now).bind(5, now).add();
    }
    batch.execute();
  }
}
