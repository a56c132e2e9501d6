package io.financeflow.sandbox;

import io.financeflow.sandbox.fault.Fault;
import io.financeflow.sandbox.fault.Pace;
import java.time.Clock;
import java.time.Period;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * How a sandbox behaves. Immutable, thread-safe.
 *
 * @param port 0 for any that is free
 * @param requestsPerMinute the plan's quota, over any 60 seconds; empty for no limit
 * @param apiKey the key every request must carry; null when none is needed
 * @param clock what time it is in the market: later days do not exist yet
 * @param history how far back from today prices are served; zero for no bound
 * @param pace how time passes for limits, outages and latencies
 */
public record SandboxSettings(
    int port,
    MarketSource source,
    List<Fault> faults,
    OptionalInt requestsPerMinute,
    @Nullable String apiKey,
    Clock clock,
    Period history,
    Pace pace) {

  public SandboxSettings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be 0 to 65535 but was " + port);
    }
    if (requestsPerMinute.isPresent() && requestsPerMinute.getAsInt() < 1) {
      throw new IllegalArgumentException(
          "requestsPerMinute must be > 0 but was " + requestsPerMinute.getAsInt());
    }
    if (history.isNegative()) {
      throw new IllegalArgumentException("history must not be negative but was " + history);
    }
    faults = List.copyOf(faults);
  }

  /** Any free port, no faults, no limit, no key, the whole history. */
  public static SandboxSettings of(MarketSource source, Clock clock) {
    return new SandboxSettings(
        0, source, List.of(), OptionalInt.empty(), null, clock, Period.ZERO, Pace.real());
  }

  public SandboxSettings withPort(int newPort) {
    return new SandboxSettings(
        newPort, source, faults, requestsPerMinute, apiKey, clock, history, pace);
  }

  /** With these faults instead of those before. */
  public SandboxSettings withFaults(List<Fault> newFaults) {
    return new SandboxSettings(
        port, source, newFaults, requestsPerMinute, apiKey, clock, history, pace);
  }

  /** With faults by their text, see {@link Fault#parse}, instead of those before. */
  public SandboxSettings withFaults(String... texts) {
    return withFaults(List.of(texts).stream().map(Fault::parse).toList());
  }

  public SandboxSettings withRequestsPerMinute(int requests) {
    return new SandboxSettings(
        port, source, faults, OptionalInt.of(requests), apiKey, clock, history, pace);
  }

  public SandboxSettings withApiKey(String newApiKey) {
    return new SandboxSettings(
        port, source, faults, requestsPerMinute, newApiKey, clock, history, pace);
  }

  public SandboxSettings withHistory(Period newHistory) {
    return new SandboxSettings(
        port, source, faults, requestsPerMinute, apiKey, clock, newHistory, pace);
  }

  public SandboxSettings withPace(Pace newPace) {
    return new SandboxSettings(
        port, source, faults, requestsPerMinute, apiKey, clock, history, newPace);
  }
}
