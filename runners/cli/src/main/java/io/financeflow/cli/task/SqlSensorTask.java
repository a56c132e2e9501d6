package io.financeflow.cli.task;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import io.financeflow.orchestrator.dag.TaskKind;
import io.financeflow.orchestrator.policy.ErrorClass;
import io.financeflow.orchestrator.task.Task;
import io.financeflow.orchestrator.task.TaskContext;
import io.financeflow.orchestrator.task.TaskOutcome;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Looks once, in a read-only transaction, whether a query's first row begins with something. */
record SqlSensorTask(SqlExecution execution, TaskKind.SqlSensor kind) implements Task {
  @Override
  public TaskOutcome run(TaskContext context) throws InterruptedException {
    return execution.run(
        new SqlExecution.Statement(kind.connection(), kind.query(), true), context, this::answer);
  }

  private TaskOutcome answer(PreparedStatement executed, boolean hasRows) throws SQLException {
    if (!hasRows) {
      return TaskOutcome.failed(ErrorClass.BAD_INPUT, "the statement of a sensor must be a query");
    }
    try (ResultSet result = executed.getResultSet()) {
      if (!result.next()) {
        return notYet("the query gives no row yet");
      }
      JsonElement first = SqlRow.value(result, 1);
      return isSomething(first) ? TaskOutcome.done() : notYet("the query gives " + first + " yet");
    }
  }

  private TaskOutcome notYet(String reason) {
    return new TaskOutcome.NotYet(reason, kind.waiting().every());
  }

  private static boolean isSomething(JsonElement value) {
    if (value instanceof JsonPrimitive primitive) {
      if (primitive.isBoolean()) {
        return primitive.getAsBoolean();
      }
      return primitive.isNumber()
          ? new BigDecimal(primitive.getAsString()).signum() != 0
          : !primitive.getAsString().isEmpty();
    }
    return !value.isJsonNull();
  }
}
