package io.financeflow.cli.operate;

import io.financeflow.cli.config.Environment;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.schema.db.Database;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** Keeps a scheduler or worker going until the process is told to end. */
final class Running {

  private Running() {}

  /** Starts, says so, waits; the exit code. */
  static int until(
      Environment environment, Set<Operation.Part> parts, int slots, OptionalInt monitorPort)
      throws InterruptedException {
    Operation operation = Operation.start(environment, parts, slots);
    if (monitorPort.isPresent()) {
      int port = operation.monitor(monitorPort.getAsInt());
      environment.console().out().println("metrics at http://127.0.0.1:" + port + "/metrics");
    }
    // The signal handlers of the JVM run this; the main thread waits below.
    Thread stop = new Thread(operation::close, "stop");
    Runtime.getRuntime().addShutdownHook(stop);
    environment.console().out().println(welcome(operation.database(), parts, slots));
    operation.await();
    return ExitCode.DONE.code();
  }

  private static String welcome(Database database, Set<Operation.Part> parts, int slots) {
    String what =
        parts.stream()
            .sorted()
            .map(part -> part == Operation.Part.WORKER ? "worker of " + slots : "scheduler")
            .collect(Collectors.joining(" and "));
    List<String> paused =
        database
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            "SELECT dag_id FROM dags WHERE present AND paused ORDER BY dag_id")
                        .mapTo(String.class)
                        .list());
    String hint =
        paused.isEmpty() || !parts.contains(Operation.Part.SCHEDULER)
            ? ""
            : "; paused until ./financeflow dags unpause ID: " + String.join(", ", paused);
    return what + " at " + database.settings().location() + hint + "; Ctrl-C ends it";
  }
}
