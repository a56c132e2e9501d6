package io.financeflow.ml.monitoring;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known about a model when it is asked whether to train it again.
 *
 * @param trainedAt when the present version was trained; empty without one
 * @param lastAttempt when training was last decided, whatever came of it; empty if never
 * @param newSessions sessions stored since the last one it has seen, >= 0
 * @param performance what {@link PerformanceCheck} finds; may be empty
 * @param drift what {@link DriftCheck} finds for each input; may be empty
 * @param manual whether somebody asked for it
 */
public record Situation(
    Optional<Instant> trainedAt,
    Optional<Instant> lastAttempt,
    int newSessions,
    List<Finding> performance,
    Map<String, List<Finding>> drift,
    boolean manual) {

  /** Copies the collections and refuses a negative count. */
  public Situation {
    performance = List.copyOf(performance);
    drift = Map.copyOf(drift);
    if (newSessions < 0) {
      throw new IllegalArgumentException("newSessions must be >= 0 but was " + newSessions);
    }
  }
}
