package io.financeflow.cli.task;

import com.google.gson.JsonElement;
import io.financeflow.orchestrator.dag.TaskKind;
import io.financeflow.orchestrator.policy.ErrorClass;
import io.financeflow.orchestrator.task.Outputs;
import io.financeflow.orchestrator.task.Task;
import io.financeflow.orchestrator.task.TaskContext;
import io.financeflow.orchestrator.task.TaskOutcome;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Executes a statement, or several separated by semicolons in one transaction.
 *
 * <p>The columns of the first row that any of them returns become outputs; all rows are read, so
 * what a query does on its way is done in full. Statements that refuse a transaction (VACUUM) are
 * not for this task.
 */
record SqlTask(SqlExecution execution, TaskKind.Sql kind) implements Task {
  @Override
  public TaskOutcome run(TaskContext context) throws InterruptedException {
    return execution.run(
        new SqlExecution.Statement(kind.connection(), kind.statement(), false),
        context,
        (executed, hasRows) -> answer(executed, hasRows, context));
  }

  private static TaskOutcome answer(
      PreparedStatement executed, boolean hasRows, TaskContext context) throws SQLException {
    Map<String, JsonElement> outputs = new TreeMap<>();
    boolean rows = hasRows;
    while (rows || executed.getUpdateCount() >= 0) {
      if (rows) {
        read(executed, outputs, context);
      } else {
        context.log().line(executed.getUpdateCount() + " rows changed");
      }
      rows = executed.getMoreResults();
    }
    try {
      return new TaskOutcome.Done(Outputs.of(outputs));
    } catch (IllegalArgumentException unnamed) {
      return TaskOutcome.failed(
          ErrorClass.BAD_INPUT, unnamed.getMessage() + "; name the column with AS");
    }
  }

  private static void read(
      PreparedStatement executed, Map<String, JsonElement> outputs, TaskContext context)
      throws SQLException {
    try (ResultSet result = executed.getResultSet()) {
      long count = 0;
      while (result.next()) {
        if (count == 0 && outputs.isEmpty()) {
          outputs.putAll(SqlRow.json(result));
        }
        count++;
      }
      context.log().line(count + " rows returned");
    }
  }
}
