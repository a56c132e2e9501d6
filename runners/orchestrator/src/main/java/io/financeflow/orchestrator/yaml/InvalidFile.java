package io.financeflow.orchestrator.yaml;

import java.util.List;
import java.util.stream.Collectors;

/** A file that holds no valid DAG, or no valid notifications; has all that is wrong with it. */
public final class InvalidFile extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient List<FileProblem> problems;

  InvalidFile(List<FileProblem> problems) {
    super(problems.stream().map(FileProblem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** At least one, in the order of the file. */
  public List<FileProblem> problems() {
    return problems;
  }
}
