package io.financeflow.orchestrator.yaml;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Text as nodes that know their places. */
final class YamlText {
  private YamlText() {}

  /**
   * The one document of a text.
   *
   * @param fields what it must have, for the message about an empty file
   * @throws InvalidFile when it is not YAML, empty, or too large with its aliases written out
   */
  static Node compose(String file, String text, Problems problems, String fields) {
    try {
      LoadSettings settings = LoadSettings.builder().setLabel(file).build();
      Optional<Node> root = new Compose(settings).composeString(text);
      if (root.isPresent()) {
        Aliases.check(root.get(), problems);
        return root.get();
      }
      problems.add("the file is empty: it must have the fields " + fields);
    } catch (MarkedYamlEngineException e) {
      e.getProblemMark()
          .ifPresentOrElse(
              mark -> problems.add(mark, "not YAML: " + e.getProblem()),
              () -> problems.add("not YAML: " + e.getProblem()));
    } catch (YamlEngineException e) {
      problems.add("not YAML: " + e.getMessage());
    }
    throw problems.error();
  }
}
