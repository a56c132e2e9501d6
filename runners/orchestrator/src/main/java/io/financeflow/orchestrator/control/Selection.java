package io.financeflow.orchestrator.control;

import io.financeflow.orchestrator.catalogue.DagShape;
import io.financeflow.orchestrator.run.NoSuchThing;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which tasks a request to clear means; a pure function. */
final class Selection {

  private Selection() {}

  /**
   * The tasks.
   *
   * @param failed the tasks that failed, or whose upstream did
   * @throws NoSuchThing when a chosen task does not exist in this version
   */
  static Set<String> of(DagShape shape, ClearRequest request, Set<String> failed) {
    Set<String> all = shape.tasks().keySet();
    for (String task : request.tasks()) {
      if (!all.contains(task)) {
        throw NoSuchThing.of("task of " + request.dag(), task, all);
      }
    }
    Set<String> chosen = new TreeSet<>(request.tasks().isEmpty() ? all : request.tasks());
    ClearRequest.Scope scope = request.scope();
    Set<String> more = new TreeSet<>();
    if (scope.upstream()) {
      more.addAll(
          all.stream()
              .filter(task -> shape.descendants(task).stream().anyMatch(chosen::contains))
              .collect(Collectors.toSet()));
    }
    if (scope.downstream()) {
      chosen.forEach(task -> more.addAll(shape.descendants(task)));
    }
    chosen.addAll(more);
    if (scope.onlyFailed()) {
      chosen.retainAll(failed);
    }
    return chosen;
  }
}
