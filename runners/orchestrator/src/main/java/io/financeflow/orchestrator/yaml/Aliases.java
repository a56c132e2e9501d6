package io.financeflow.orchestrator.yaml;

import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Refuses files that are endless, or huge, once their aliases are written out. */
final class Aliases {

  private static final int MOST_NODES = 200_000;
  private static final int DEEPEST = 50;

  private final Problems problems;
  private int nodes;

  private Aliases(Problems problems) {
    this.problems = problems;
  }

  /** Throws {@link InvalidFile} when the file is endless or huge. */
  static void check(Node root, Problems problems) {
    new Aliases(problems).visit(root, 0);
  }

  private void visit(Node node, int depth) {
    nodes++;
    if (nodes > MOST_NODES || depth > DEEPEST) {
      problems.add(
          node,
          "with its aliases written out the file is deeper than "
              + DEEPEST
              + " levels or larger than "
              + MOST_NODES
              + " values: use fewer aliases");
      throw problems.error();
    }
    for (Node child : children(node)) {
      visit(child, depth + 1);
    }
  }

  private static List<Node> children(Node node) {
    if (node instanceof SequenceNode list) {
      return list.getValue();
    }
    List<Node> children = new ArrayList<>();
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        children.add(tuple.getKeyNode());
        children.add(tuple.getValueNode());
      }
    }
    return children;
  }
}
