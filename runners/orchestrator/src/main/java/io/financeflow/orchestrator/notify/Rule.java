package io.financeflow.orchestrator.notify;

import io.financeflow.orchestrator.notify.RunEvent.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who is told what.
 *
 * @param name in digests, and what the limit counts by
 * @param kinds what it is about; not empty
 * @param dags about which DAGs: ids in which {@code *} stands for any letters; not empty
 * @param channels whom; names of channels, not empty
 * @param limit how many single messages at most
 */
public record Rule(
    String name, Set<Kind> kinds, List<String> dags, List<String> channels, Limit limit) {

  /** Refuses a rule that could never tell anybody anything. */
  public Rule {
    kinds = Set.copyOf(kinds);
    dags = List.copyOf(dags);
    channels = List.copyOf(channels);
    if (name.isBlank() || kinds.isEmpty() || dags.isEmpty() || channels.isEmpty()) {
      throw new IllegalArgumentException(
          "a rule needs a name, and at least one of kinds, dags and channels");
    }
  }

  /**
   * How many single messages a rule may send on one channel; what is over is told in one digest
   * when the time is over.
   *
   * @param most at least 1
   * @param within 1 second to 7 days
   */
  public record Limit(int most, Duration within) {
    /** 20 messages in 10 minutes. */
    public static final Limit USUAL = new Limit(20, Duration.ofMinutes(10));

    /** Refuses what is out of bounds. */
    public Limit {
      if (most < 1
          || within.compareTo(Duration.ofSeconds(1)) < 0
          || within.compareTo(Duration.ofDays(7)) > 0) {
        throw new IllegalArgumentException(
            "a limit has most >= 1 and within 1s to 7d but had " + most + " and " + within);
      }
    }
  }

  /** Whether it is about an event. */
  boolean covers(RunEvent event) {
    return kinds.contains(event.kind())
        && dags.stream().anyMatch(glob -> matches(glob, event.subject().dagId()));
  }

  private static boolean matches(String glob, String dagId) {
    String pattern = Pattern.quote(glob).replace("*", "\\E.*\\Q");
    return Pattern.matches(pattern, dagId);
  }
}
