package io.financeflow.orchestrator.engine;

import com.google.gson.JsonElement;
import io.financeflow.orchestrator.state.TaskState;
import io.financeflow.orchestrator.template.Values;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** What deciding on an execution may need beside its task instances; read on first need. */
interface RunFacts {

  /** The date the run is about. */
  LocalDate date();

  /** The values templates of a task instance may use. */
  Values values(String task, int mapIndex);

  /** The list that a task gave; empty when it gave none of that key. */
  Optional<List<JsonElement>> list(String task, String key);

  /** Where the instances of a task stood in the previous run; empty when it had none. */
  List<TaskState> before(String task);
}
