package io.financeflow.orchestrator.notify;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The channels and rules of an installation.
 *
 * @param channels with different names
 * @param rules in their order: the first that covers an event speaks for a channel
 */
public record NotificationRules(List<ChannelSettings> channels, List<Rule> rules) {

  /** Nobody is told anything. */
  public static final NotificationRules NONE = new NotificationRules(List.of(), List.of());

  /** Keeps copies. */
  public NotificationRules {
    channels = List.copyOf(channels);
    rules = List.copyOf(rules);
  }

  /** The channels an event is told on, each with the rule that asks for it. */
  Map<String, Rule> of(RunEvent event) {
    Map<String, Rule> told = new LinkedHashMap<>();
    for (Rule rule : rules) {
      if (rule.covers(event)) {
        rule.channels().forEach(channel -> told.putIfAbsent(channel, rule));
      }
    }
    return told;
  }
}
