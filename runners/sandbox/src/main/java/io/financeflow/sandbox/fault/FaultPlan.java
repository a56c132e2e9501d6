package io.financeflow.sandbox.fault;

import io.financeflow.sandbox.fault.Fault.Latency;
import io.financeflow.sandbox.fault.Fault.Outage;
import io.financeflow.sandbox.fault.Fault.RateLimit;
import io.financeflow.sandbox.fault.Fault.Sometimes;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Decides what is wrong with each request, from the faults ordered and the requests before it.
 *
 * <p>With any fault, remembers how often each question was asked. Thread-safe.
 */
public final class FaultPlan {

  private final List<Fault> faults;
  private final List<Window> windows;
  private final Pace pace;
  private final Map<String, Long> attempts = new HashMap<>();
  private final Duration outage;
  private long overall;
  private Duration begin = Duration.ZERO;

  /** A plan; several rate limits hold together, of several outages the longest. */
  public FaultPlan(List<Fault> faults, Pace pace) {
    this.faults = List.copyOf(faults);
    this.pace = pace;
    this.windows = all(RateLimit.class).map(Window::new).toList();
    this.outage =
        all(Outage.class).map(Outage::length).max(Duration::compareTo).orElse(Duration.ZERO);
  }

  /** Counts the request, lets its latency pass and says what else is wrong with its answer. */
  public Verdict judge(String question) {
    if (faults.isEmpty()) {
      return Verdict.CLEAN;
    }
    Set<Symptom> symptoms = EnumSet.noneOf(Symptom.class);
    Duration delay = Duration.ZERO;
    synchronized (this) {
      long attempt = attempts.merge(question, 1L, Long::sum);
      begin = ++overall == 1 ? pace.elapsed() : begin;
      for (Fault fault : faults) {
        if (fault instanceof Sometimes it && it.when().hits(question, attempt, overall)) {
          symptoms.add(it.symptom());
        } else if (fault instanceof Latency it && it.when().hits(question, attempt, overall)) {
          delay = delay.plus(it.delay());
        }
      }
    }
    if (!delay.isZero()) {
      pace.pause(delay);
    }
    return symptoms.isEmpty() ? Verdict.CLEAN : new Verdict(symptoms);
  }

  /** Whether the outage still lasts. */
  public synchronized boolean isOut() {
    return !outage.isZero() && pace.elapsed().minus(begin).compareTo(outage) < 0;
  }

  /** Takes a place in every rate limit; the refusal when one of them has none left. */
  public synchronized Optional<Overload> admit() {
    Duration now = pace.elapsed();
    for (Window window : windows) {
      Optional<Overload> overload = window.overload(now);
      if (overload.isPresent()) {
        return overload;
      }
    }
    windows.forEach(window -> window.take(now));
    return Optional.empty();
  }

  private <T extends Fault> Stream<T> all(Class<T> type) {
    return faults.stream().filter(type::isInstance).map(type::cast);
  }
}
