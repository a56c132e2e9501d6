package io.financeflow.cli.task;

import io.financeflow.orchestrator.policy.ErrorClass;
import io.financeflow.orchestrator.task.TaskOutcome;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/**
 * What a failed statement means, by the classes of SQLSTATE in PostgreSQL's Appendix A: the ground
 * gave way (connection, resources, shutdown, deadlock, lock), somebody refuses (log-in, privilege,
 * read-only), or the statement and its data are wrong.
 */
final class SqlFailure {
  private static final Set<String> INFRASTRUCTURE = Set.of("08", "40", "53", "55", "57", "58");
  private static final Set<String> REFUSED_STATES = Set.of("42501", "25006");
  private static final Set<String> BAD_INPUT =
      Set.of("0A", "21", "22", "23", "25", "2F", "3D", "3F", "42", "44");

  private static final String MISCOUNTED = "22023";

  private SqlFailure() {}

  /** Returns the failure; a failure without a code never reached the database. */
  static TaskOutcome outcome(Exception failure) {
    SQLException cause = sql(failure);
    String message = String.valueOf(failure.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
    return TaskOutcome.failed(
        errorClass(cause == null ? null : cause.getSQLState()), message + advice(cause));
  }

  private static @Nullable SQLException sql(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException found) {
        return found;
      }
    }
    return null;
  }

  static ErrorClass errorClass(@Nullable String state) {
    String group = state == null || state.length() < 2 ? "08" : state.substring(0, 2);
    if (INFRASTRUCTURE.contains(group)) {
      return ErrorClass.INFRASTRUCTURE;
    }
    if (group.equals("28") || REFUSED_STATES.contains(String.valueOf(state))) {
      return ErrorClass.REFUSED;
    }
    return BAD_INPUT.contains(group) ? ErrorClass.BAD_INPUT : ErrorClass.OTHER;
  }

  /** The driver's own complaint, in whatever language, that parameters and values do not fit. */
  private static String advice(@Nullable SQLException cause) {
    return cause instanceof PSQLException complaint
            && complaint.getServerErrorMessage() == null
            && MISCOUNTED.equals(complaint.getSQLState())
        ? ": put no quotes around {{ .. }}, and write ?? for the operator ?"
        : "";
  }
}
