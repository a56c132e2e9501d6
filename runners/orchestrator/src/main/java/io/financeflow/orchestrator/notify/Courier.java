package io.financeflow.orchestrator.notify;

import io.financeflow.orchestrator.policy.Backoff;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends what is due on one channel, one message after the other. */
final class Courier {
  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

  /** After about 30 s, 4 min, 32 min, 4 h, 12 h and 12 h, each but the last two with jitter. */
  static final Backoff BACKOFF = new Backoff(6, Duration.ofSeconds(30), 8, Duration.ofHours(12));

  private final Channel channel;
  private final ClaimRows rows;

  Courier(Jdbi jdbi, Channel channel) {
    this.channel = channel;
    this.rows = new ClaimRows(jdbi, channel.name());
  }

  String channel() {
    return channel.name();
  }

  /** Sends until nothing is due, or somebody wants an end; returns how many attempts it made. */
  int deliverDue(Clock clock, BooleanSupplier goesOn) {
    int attempts = 0;
    while (goesOn.getAsBoolean()) {
      Optional<Claim> claim = rows.next(clock.instant());
      if (claim.isEmpty()) {
        break;
      }
      deliver(claim.get(), clock);
      attempts++;
    }
    return attempts;
  }

  private void deliver(Claim claim, Clock clock) {
    Outcome outcome = send(claim.message(), clock.instant());
    if (!note(claim, outcome, clock.instant())) {
      LOG.warn(
          "delivery {} on {} took longer than its claim, so it may be sent twice: {}",
          claim.delivery(),
          channel.name(),
          outcome.text());
    }
  }

  /** A fault of ours must not leave the message claimed: it is tried again like any other. */
  private Outcome send(Message message, Instant now) {
    try {
      return channel.send(message, now);
    } catch (RuntimeException e) {
      LOG.error("channel {} broke", channel.name(), e);
      return new Outcome.Failed("the channel broke: " + e.getClass().getName());
    }
  }

  private boolean note(Claim claim, Outcome outcome, Instant now) {
    if (outcome instanceof Outcome.Sent) {
      return rows.sent(claim, now);
    }
    boolean last = claim.attempt() > BACKOFF.retries();
    LOG.warn("delivery {} on {}: {}", claim.delivery(), channel.name(), outcome.text());
    if (last || !(outcome instanceof Outcome.Failed failed)) {
      return rows.dead(claim, outcome.text(), now);
    }
    boolean noted = rows.retry(claim, failed.text(), now.plus(wait(claim, failed)));
    if (!failed.pause().isZero()) {
      rows.postpone(now.plus(atMostADay(failed.pause())));
    }
    return noted;
  }

  private static Duration wait(Claim claim, Outcome.Failed failed) {
    Duration backoff = BACKOFF.after(claim.message().id().toString(), claim.attempt());
    Duration pause = atMostADay(failed.pause());
    return pause.compareTo(backoff) > 0 ? pause : backoff;
  }

  private static Duration atMostADay(Duration pause) {
    return pause.compareTo(Backoff.LONGEST) > 0 ? Backoff.LONGEST : pause;
  }
}
