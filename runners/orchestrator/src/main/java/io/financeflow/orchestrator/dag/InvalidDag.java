package io.financeflow.orchestrator.dag;

import java.util.List;
import java.util.stream.Collectors;

/** A DAG that cannot be; has all that is wrong with it. */
public final class InvalidDag extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient List<DagProblem> problems;

  InvalidDag(String dag, List<DagProblem> problems) {
    super(
        problems.stream()
            .map(DagProblem::toString)
            .collect(Collectors.joining("; ", "DAG '" + dag + "': ", "")));
    this.problems = List.copyOf(problems);
  }

  /** At least one. */
  public List<DagProblem> problems() {
    return problems;
  }
}
