package io.financeflow.orchestrator.notify;

import io.financeflow.schema.run.OutboxTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Turns events into deliveries by the rules, each event once, however many routers there are.
 *
 * <p>A batch is one transaction: it locks its events, then the counts it needs, always in the order
 * of channel and rule.
 */
final class Router {
  private static final int BATCH = 500;

  private final Jdbi jdbi;
  private final NotificationRules notifications;

  Router(Jdbi jdbi, NotificationRules notifications) {
    this.jdbi = jdbi;
    this.notifications = notifications;
  }

  /** A rule on a channel. */
  private record Lane(String channel, Rule rule) {
    String key() {
      return channel + "\n" + rule.name();
    }
  }

  private record Stored(long id, RunEvent event) {}

  /** Routes until no event is left; returns how many it routed. */
  int routeAll(Instant now) {
    int all = 0;
    int batch = BATCH;
    while (batch == BATCH) {
      batch = jdbi.inTransaction(handle -> route(handle, now));
      all += batch;
    }
    return all;
  }

  private int route(Handle handle, Instant now) {
    List<Stored> events =
        handle
            .createQuery(OutboxTable.SELECT_TO_ROUTE)
            .bind(0, BATCH)
            .map((row, context) -> new Stored(row.getLong("id"), EventRow.read(row)))
            .list();
    lanes(events).forEach((lane, ids) -> fill(handle, lane, ids, now));
    if (!events.isEmpty()) {
      handle
          .createUpdate(OutboxTable.ROUTED)
          .registerArrayType(Long.class, "bigint")
          .bind(0, now)
          .bindArray(1, Long.class, events.stream().map(Stored::id).toList())
          .execute();
    }
    return events.size();
  }

  private Map<Lane, List<Long>> lanes(List<Stored> events) {
    Map<Lane, List<Long>> lanes = new TreeMap<>(Comparator.comparing(Lane::key));
    for (Stored stored : events) {
      notifications
          .of(stored.event())
          .forEach(
              (channel, rule) ->
                  lanes
                      .computeIfAbsent(new Lane(channel, rule), lane -> new ArrayList<>())
                      .add(stored.id()));
    }
    return lanes;
  }

  /** The first events of a lane are told singly while its limit allows, the others in a digest. */
  private static void fill(Handle handle, Lane lane, List<Long> events, Instant now) {
    LaneRows rows = new LaneRows(handle, lane.channel(), lane.rule().name());
    rows.lock();
    Rule.Limit limit = lane.rule().limit();
    LaneRows.Recent recent = rows.recent(now.minus(limit.within()));
    int room = (int) Math.max(0, limit.most() - recent.count());
    int singles = Math.min(room, events.size());
    rows.insertSingles(events.subList(0, singles), now);
    if (singles < events.size()) {
      Instant oldest = recent.count() == 0 ? now : recent.first();
      long digest = rows.openDigest(oldest.plus(limit.within()), now);
      rows.insertHeld(events.subList(singles, events.size()), digest, now);
    }
  }
}
