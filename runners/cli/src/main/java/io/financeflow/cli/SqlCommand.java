package io.financeflow.cli;

import io.financeflow.cli.config.Configuration;
import io.financeflow.cli.config.Databases;
import io.financeflow.cli.config.Environment;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.cli.output.Failure;
import io.financeflow.cli.output.QueryOutput;
import io.financeflow.schema.db.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sql}: one statement against the configured database, read-only unless told otherwise. */
@Command(
    name = "sql",
    mixinStandardHelpOptions = true,
    description = "Run one SQL statement and print its rows.")
final class SqlCommand implements Callable<Integer> {
  private static final String READ_ONLY = "25006";

  private final Environment environment;

  @Parameters(paramLabel = "SQL", description = "For example: \"select count(*) from daily_bars\".")
  private String sql = "";

  @Option(
      names = {"-o", "--output"},
      defaultValue = "table",
      description = "Form of the rows: ${COMPLETION-CANDIDATES} (default: table).")
  private QueryOutput.Form form = QueryOutput.Form.table;

  @Option(names = "--write", description = "Allow the statement to change data.")
  private boolean write;

  SqlCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws SQLException {
    try {
      return run();
    } catch (SQLException refused) {
      if (isTheStatements(refused)) {
        throw new Failure.Usage(advice(refused));
      }
      throw refused;
    }
  }

  /** Classes of SQL states that say the statement is wrong and not the database. */
  private static boolean isTheStatements(SQLException refused) {
    String state = String.valueOf(refused.getSQLState());
    return state.startsWith("42") || state.startsWith("22") || state.equals(READ_ONLY);
  }

  private static String advice(SQLException refused) {
    boolean readOnly = READ_ONLY.equals(refused.getSQLState());
    return refused.getMessage() + (readOnly ? ": add --write to allow it" : "");
  }

  private int run() throws SQLException {
    try (Database database = new Databases(Configuration.read(environment)).open();
        Connection connection = database.dataSource().getConnection()) {
      connection.setReadOnly(!write);
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.setFetchSize(1_000);
        if (statement.execute(sql)) {
          QueryOutput.print(statement.getResultSet(), form, environment.console().out());
        } else {
          environment.console().out().println(statement.getUpdateCount() + " rows changed");
        }
      }
      connection.commit();
    }
    return ExitCode.DONE.code();
  }
}
