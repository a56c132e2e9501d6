package io.financeflow.orchestrator.notify;

import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.Notifications;
import io.financeflow.schema.run.DeliveryTable;
import io.financeflow.schema.run.OutboxTable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells people and programs what is in the outbox.
 *
 * <p>Every event is told once per channel, as far as the channel can tell repetitions: a message is
 * claimed in one transaction, sent outside of any, and its outcome noted in another. Who dies
 * between sending and noting leaves a claim that ends after {@link ClaimRows#LEASE}; then the
 * message is sent again with the same id (mail: Message-ID, webhook: {@code webhook-id}), which
 * Slack alone does not understand. Nothing is ever lost.
 *
 * <p>Any number of notifiers in any number of processes share the work. Each channel has a thread
 * of its own, so one that fails or hangs delays no other. Thread-safe.
 */
public final class Notifier implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);

  /** The safety net when a wake-up is lost. */
  private static final Duration SLOW_POLL = Duration.ofSeconds(30);

  private static final Duration BUSY_POLL = Duration.ofMillis(250);

  private final Jdbi jdbi;
  private final Clock clock;
  private final Router router;
  private final List<CourierThread> couriers;
  private final Notifications wakeups;
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * A notifier of these rules on these channels; nothing happens yet.
   *
   * @param channels at least those that the rules name, see {@link Channels}
   */
  public Notifier(
      Database database, List<Channel> channels, NotificationRules notifications, Clock clock) {
    this.jdbi = database.jdbi();
    this.wakeups = new Notifications(database.settings(), OutboxTable.TOPIC);
    this.clock = clock;
    this.router = new Router(database.jdbi(), notifications);
    this.couriers =
        channels.stream()
            .map(channel -> new CourierThread(new Courier(database.jdbi(), channel)))
            .toList();
  }

  /**
   * Routes all events and makes one attempt at everything that is due; returns when all is noted.
   *
   * @param now the time it is for the whole pass
   * @return attempts made
   */
  public int pass(Instant now) {
    router.routeAll(now);
    Clock standing = Clock.fixed(now, ZoneOffset.UTC);
    return couriers.stream().map(courier -> courier.submit(standing)).toList().stream()
        .mapToInt(CourierThread::await)
        .sum();
  }

  /**
   * Works until {@link #close}, woken by every commit that writes events and when the next message
   * is due. Outlives a database that is away for a while.
   */
  public void run() {
    while (closed.getCount() > 0) {
      Duration wait = SLOW_POLL;
      try {
        router.routeAll(clock.instant());
        couriers.forEach(courier -> courier.wake(clock));
        wait = untilNextDue();
      } catch (JdbiException e) {
        LOG.warn("notifications wait for the database: {}", e.toString());
      }
      wakeups.await(wait);
    }
  }

  /** A message that is due already is one of a busy channel. */
  private Duration untilNextDue() {
    Duration wait = nextDue().map(due -> Duration.between(clock.instant(), due)).orElse(SLOW_POLL);
    if (wait.compareTo(BUSY_POLL) < 0) {
      return BUSY_POLL;
    }
    return wait.compareTo(SLOW_POLL) > 0 ? SLOW_POLL : wait;
  }

  private Optional<Instant> nextDue() {
    List<String> names = couriers.stream().map(CourierThread::channel).toList();
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(DeliveryTable.SELECT_NEXT_DUE)
                .registerArrayType(String.class, "text")
                .bindArray(0, String.class, names)
                .mapTo(Instant.class)
                .findOne());
  }

  /** Ends {@link #run} and waits until no message is being sent any more. Twice is fine. */
  @Override
  public void close() {
    closed.countDown();
    wakeups.close();
    couriers.forEach(CourierThread::close);
  }
}
