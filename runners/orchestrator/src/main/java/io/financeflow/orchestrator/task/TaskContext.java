package io.financeflow.orchestrator.task;

import com.google.gson.JsonElement;
import io.financeflow.orchestrator.template.Values;
import io.financeflow.orchestrator.timetable.Slot;
import java.time.Clock;
import java.util.Map;

/** What one attempt of a task is given; used by the thread of that attempt only. */
public interface TaskContext {

  /** Which attempt this is. */
  AttemptId attempt();

  /** The slot of the run: logical date, data interval, dates. */
  Slot slot();

  /** The settings of the task, templates rendered; unmodifiable. */
  Map<String, String> arguments();

  /** Every declared parameter of the DAG with the value of this run; unmodifiable. */
  Map<String, JsonElement> params();

  /**
   * What a task before this one gave; empty when it gave nothing, was skipped or is not before it.
   *
   * @param taskId of a task that is not mapped
   */
  Outputs outputs(String taskId);

  /** All values that templates may use. */
  Values values();

  /** Where the log of the attempt goes. */
  LogSink log();

  /** Whether to stop. */
  Cancellation cancellation();

  /** The job this task instance runs elsewhere. */
  ExternalJob externalJob();

  /** The clock of the engine. */
  Clock clock();
}
