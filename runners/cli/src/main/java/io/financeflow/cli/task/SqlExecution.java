package io.financeflow.cli.task;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import io.financeflow.orchestrator.policy.ErrorClass;
import io.financeflow.orchestrator.task.TaskContext;
import io.financeflow.orchestrator.task.TaskOutcome;
import io.financeflow.orchestrator.template.Template;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.DatabaseSettings;
import io.financeflow.schema.db.DatabaseUnavailable;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Executes the statements of tasks, each attempt on a connection of its own and in one transaction,
 * which is committed when the outcome is good. Cancelled in the database when the attempt has to
 * stop.
 *
 * @param connections finds databases by name
 */
record SqlExecution(Function<String, Optional<DatabaseSettings>> connections) {
  /** Rows held in memory at once. */
  private static final int FETCH = 1_000;

  private static final long CANCEL_EVERY_MILLIS = 100;
  private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);

  /**
   * What to execute.
   *
   * @param connection the name of a connection
   * @param template its values are bound as parameters
   * @param readOnly whether the database must refuse changes
   */
  record Statement(String connection, String template, boolean readOnly) {}

  /** Makes an outcome of a statement that was executed. */
  interface Answer {
    TaskOutcome of(PreparedStatement executed, boolean hasRows) throws SQLException;
  }

  /**
   * Returns what the answer makes of it, or a failure of the class that the database's code has.
   */
  TaskOutcome run(Statement statement, TaskContext context, Answer answer)
      throws InterruptedException {
    try {
      Template.Bound bound = Template.parse(statement.template()).bind(context.values());
      try (Database database = Database.connect(find(statement.connection()));
          Connection connection = database.dataSource().getConnection()) {
        connection.setReadOnly(statement.readOnly());
        connection.setAutoCommit(false);
        TaskOutcome outcome = execute(connection, bound, context, answer);
        Stop.check(context);
        if (outcome instanceof TaskOutcome.Failed) {
          connection.rollback();
        } else {
          connection.commit();
        }
        return outcome;
      }
    } catch (SQLException | DatabaseUnavailable failure) {
      Stop.check(context);
      return SqlFailure.outcome(failure);
    } catch (IllegalArgumentException wrong) {
      return TaskOutcome.failed(ErrorClass.BAD_INPUT, String.valueOf(wrong.getMessage()));
    }
  }

  private DatabaseSettings find(String name) {
    return connections
        .apply(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown connection '"
                        + name
                        + "': create it, or use '"
                        + CliTasks.OWN_DATABASE
                        + "' for the program's own database"));
  }

  private static TaskOutcome execute(
      Connection connection, Template.Bound bound, TaskContext context, Answer answer)
      throws SQLException {
    CountDownLatch over = new CountDownLatch(1);
    try (PreparedStatement statement = connection.prepareStatement(bound.text())) {
      statement.setFetchSize(FETCH);
      bind(statement, bound.values());
      context.cancellation().whenRequested(() -> cancel(statement, over));
      return answer.of(statement, statement.execute());
    } finally {
      over.countDown();
    }
  }

  /** Repeated, because a cancellation before the database has begun is lost. */
  private static void cancel(PreparedStatement statement, CountDownLatch over) {
    try {
      do {
        statement.cancel();
      } while (!over.await(CANCEL_EVERY_MILLIS, TimeUnit.MILLISECONDS));
    } catch (SQLException alreadyOver) {
      over.countDown();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Texts go without a type, so that the database takes them for what stands there: a date, say.
   */
  private static void bind(PreparedStatement statement, List<JsonElement> values)
      throws SQLException {
    for (int i = 0; i < values.size(); i++) {
      JsonElement value = values.get(i);
      if (value.isJsonNull()) {
        statement.setNull(i + 1, Types.OTHER);
      } else if (value instanceof JsonPrimitive primitive && primitive.isBoolean()) {
        statement.setBoolean(i + 1, primitive.getAsBoolean());
      } else if (value instanceof JsonPrimitive primitive && primitive.isNumber()) {
        bind(statement, i + 1, primitive.getAsBigDecimal());
      } else {
        String text = value.isJsonPrimitive() ? value.getAsString() : value.toString();
        statement.setObject(i + 1, text, Types.OTHER);
      }
    }
  }

  private static void bind(PreparedStatement statement, int index, BigDecimal number)
      throws SQLException {
    if (number.stripTrailingZeros().scale() <= 0 && number.abs().compareTo(LARGEST) <= 0) {
      statement.setLong(index, number.longValueExact());
    } else {
      statement.setBigDecimal(index, number);
    }
  }
}
