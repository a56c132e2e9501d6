package io.financeflow.orchestrator.yaml;

import io.financeflow.orchestrator.notify.ChannelSettings;
import io.financeflow.orchestrator.notify.NotificationRules;
import io.financeflow.orchestrator.notify.Rule;
import io.financeflow.orchestrator.notify.RunEvent;
import io.financeflow.orchestrator.template.KnownNames;
import io.financeflow.orchestrator.timetable.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads channels and rules from their composed YAML. */
final class NotificationsReader {
  private final Problems problems;
  private final References references;

  NotificationsReader(Problems problems, References references) {
    this.problems = problems;
    this.references = references;
  }

  /** All of it; everything that is wrong is in {@link InvalidFile}. */
  NotificationRules read(Node root) {
    Fields fields = Fields.of(root, problems);
    ChannelReader reader = new ChannelReader(references);
    List<ChannelSettings> channels = new ArrayList<>();
    Optional<Fields> named = fields.fields("channels");
    Set<String> names = named.map(Fields::names).orElseGet(Set::of);
    for (String name : names) {
      named
          .flatMap(all -> all.fields(name))
          .flatMap(c -> reader.read(name, c))
          .ifPresent(channels::add);
    }
    List<Rule> rules = rules(fields, names);
    fields.end();
    if (!problems.isEmpty()) {
      throw problems.error();
    }
    return new NotificationRules(channels, rules);
  }

  private List<Rule> rules(Fields fields, Set<String> channels) {
    List<Rule> rules = new ArrayList<>();
    Set<String> names = new HashSet<>();
    List<Node> items =
        fields.value("rules").map(list -> Scalars.items(list, problems)).orElse(List.of());
    for (Node item : items) {
      Fields rule = Fields.of(item, problems);
      rule(rule, channels).ifPresent(rules::add);
      if (!names.add(rule.text("name", ""))) {
        problems.add(rule.key("name"), "two rules have this name: rename one");
      }
    }
    return rules;
  }

  private Optional<Rule> rule(Fields fields, Set<String> channels) {
    String name = fields.required("name");
    Set<RunEvent.Kind> kinds = kinds(fields);
    List<String> dags = fields.has("dags") ? fields.texts("dags") : List.of("*");
    List<String> told = channels(fields, channels);
    Rule.Limit limit =
        fields.fields("limit").map(NotificationsReader::limit).orElse(Rule.Limit.USUAL);
    fields.end();
    return fields.make(
        Optional.empty(), () -> Optional.of(new Rule(name, kinds, dags, told, limit)));
  }

  private Set<RunEvent.Kind> kinds(Fields fields) {
    Set<RunEvent.Kind> kinds = EnumSet.noneOf(RunEvent.Kind.class);
    Node place = fields.value("kinds").orElse(fields.node());
    for (String text : fields.texts("kinds")) {
      try {
        kinds.add(Scalars.choice(RunEvent.Kind.class, text));
      } catch (IllegalArgumentException e) {
        problems.add(place, String.valueOf(e.getMessage()));
      }
    }
    return kinds;
  }

  private List<String> channels(Fields fields, Set<String> known) {
    List<String> named = fields.texts("channels");
    for (String name : named) {
      if (!known.contains(name)) {
        problems.add(
            fields.value("channels").orElse(fields.node()),
            "unknown channel '" + name + "'; " + KnownNames.hint(name, known));
      }
    }
    return named.stream().distinct().toList();
  }

  private static Rule.Limit limit(Fields fields) {
    int most = fields.number("most", Rule.Limit.USUAL.most());
    Duration within = fields.read("within", Rule.Limit.USUAL.within(), Durations::parse);
    fields.end();
    return fields.make(Rule.Limit.USUAL, () -> new Rule.Limit(most, within));
  }
}
