package io.financeflow.cli.operate;

import io.financeflow.cli.config.Configuration;
import io.financeflow.orchestrator.settings.Connections;
import io.financeflow.orchestrator.settings.SecretMask;
import io.financeflow.orchestrator.settings.Variables;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.JdbiException;

/**
 * Hides the secrets there are now: those of variables, connections and settings, read again every
 * few seconds. While they cannot be read, those known last are hidden. Thread-safe.
 */
final class LiveMask implements UnaryOperator<String> {

  private static final Duration FRESH = Duration.ofSeconds(5);

  private final Configuration configuration;
  private final Variables variables;
  private final Connections connections;
  private final Clock clock;
  private SecretMask mask = SecretMask.NONE;
  private Instant read = Instant.EPOCH;

  LiveMask(Configuration configuration, Variables variables, Connections connections, Clock clock) {
    this.configuration = configuration;
    this.variables = variables;
    this.connections = connections;
    this.clock = clock;
  }

  @Override
  public String apply(String text) {
    return current().apply(text);
  }

  private synchronized SecretMask current() {
    Instant now = clock.instant();
    if (Duration.between(read, now).compareTo(FRESH) >= 0) {
      read = now;
      try {
        mask = SecretMask.of(secrets());
      } catch (JdbiException | io.financeflow.orchestrator.settings.UnreadableSecret away) {
        // Those known last stay hidden.
        return mask;
      }
    }
    return mask;
  }

  private List<String> secrets() {
    List<String> all = new ArrayList<>(variables.secrets());
    all.addAll(connections.secrets());
    for (String name : List.of("POLYGON_API_KEY", "POSTGRES_PASSWORD")) {
      Optional<String> value = configuration.get(name);
      value.ifPresent(all::add);
    }
    return all;
  }
}
