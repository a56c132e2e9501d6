package io.financeflow.orchestrator.yaml;

import io.financeflow.orchestrator.notify.NotificationRules;
import java.util.Optional;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.Node;

/** Channels and rules as text: {@code notifications.yaml}. Thread-safe. */
public final class NotificationsDocument {

  private NotificationsDocument() {}

  /**
   * Reads channels and rules.
   *
   * @param file its name, for messages
   * @param text YAML or JSON, one document
   * @param settings the value of {@code ${NAME}}; empty when it is not set
   * @throws InvalidFile with everything that is wrong, each with its line and column, and without
   *     the values that settings gave
   */
  public static NotificationRules read(
      String file, String text, Function<String, Optional<String>> settings) {
    Problems problems = new Problems(file);
    Node root = YamlText.compose(file, text, problems, "'channels' and 'rules'");
    return new NotificationsReader(problems, new References(settings)).read(root);
  }
}
