package io.financeflow.orchestrator.engine;

import com.google.gson.JsonElement;
import io.financeflow.orchestrator.state.RunDecision;
import io.financeflow.orchestrator.state.TaskState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happens next in an execution.
 *
 * @param changes of task instances that exist
 * @param added further elements of mapped tasks
 * @param decision whether the execution goes on
 */
record Step(List<Move> changes, List<Added> added, RunDecision decision) {

  /**
   * A change of a task instance.
   *
   * @param mapIndex its index afterwards
   * @param item its element as JSON; null when it has none or keeps it
   */
  record Move(Instance of, Change change, int mapIndex, @Nullable JsonElement item) {}

  /** One more element of a mapped task. */
  record Added(String task, int mapIndex, JsonElement item, TaskState state) {}
}
