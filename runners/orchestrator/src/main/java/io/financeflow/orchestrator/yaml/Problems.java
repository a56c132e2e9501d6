package io.financeflow.orchestrator.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** Collects what is wrong with one file, so that all of it is told at once. */
final class Problems {

  private final String file;
  private final List<FileProblem> found = new ArrayList<>();

  Problems(String file) {
    this.file = file;
  }

  void add(Node at, String message) {
    found.add(
        at.getStartMark()
            .map(mark -> at(mark, message))
            .orElseGet(() -> new FileProblem(file, 1, 1, oneLine(message))));
  }

  void add(Mark mark, String message) {
    found.add(at(mark, message));
  }

  void add(String message) {
    found.add(new FileProblem(file, 1, 1, oneLine(message)));
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  InvalidFile error() {
    return new InvalidFile(
        found.stream()
            .distinct()
            .sorted(Comparator.comparingInt(FileProblem::line).thenComparing(FileProblem::column))
            .toList());
  }

  private FileProblem at(Mark mark, String message) {
    return new FileProblem(file, mark.getLine() + 1, mark.getColumn() + 1, oneLine(message));
  }

  private static String oneLine(String message) {
    return message.replaceAll("\\s*\\n\\s*", " ");
  }
}
