package io.financeflow.orchestrator.catalogue;

import io.financeflow.orchestrator.dag.Dag;
import io.financeflow.orchestrator.task.Task;
import java.util.List;
import java.util.Map;

/**
 * DAGs and Java tasks that a jar brings along: named in its {@code META-INF/services}, made with a
 * constructor without parameters.
 */
public interface DagPlugin {

  /** Its DAGs, may be none. */
  List<Dag> dags();

  /** Its tasks by the names DAGs call them, may be none; safe to run several at once. */
  Map<String, Task> tasks();
}
