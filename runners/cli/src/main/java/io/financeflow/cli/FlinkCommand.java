package io.financeflow.cli;

import io.financeflow.cli.config.Configuration;
import io.financeflow.cli.config.Databases;
import io.financeflow.cli.config.Environment;
import io.financeflow.cli.flink.ClusterSize;
import io.financeflow.cli.flink.FlinkAddress;
import io.financeflow.cli.flink.FlinkRest;
import io.financeflow.cli.flink.Installation;
import io.financeflow.cli.flink.LocalCluster;
import io.financeflow.cli.output.ExitCode;
import java.io.PrintStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code flink}: a cluster on this machine, and jobs on any. */
@Command(
    name = "flink",
    mixinStandardHelpOptions = true,
    description = {
      "Start, stop and inspect a Flink cluster on this machine, and follow jobs on any cluster.",
      "Then: ./financeflow ingest --runner flink --flink-master 127.0.0.1:8081 ..."
    })
final class FlinkCommand {
  private final Environment environment;

  FlinkCommand(Environment environment) {
    this.environment = environment;
  }

  @Command(
      description = {
        "Start a JobManager and TaskManagers as processes of their own; fine when they run already.",
        "TaskManagers that died are replaced. Logs are under FINANCEFLOW_HOME/flink."
      },
      mixinStandardHelpOptions = true)
  int start(
      @Option(
              names = "--task-managers",
              paramLabel = "N",
              defaultValue = "1",
              description = "Worker processes, about 1 GB each (default: 1).")
          int taskManagers,
      @Option(
              names = "--slots",
              paramLabel = "N",
              defaultValue = "2",
              description = "Slots of each worker (default: 2).")
          int slots,
      @Option(
              names = {"--port", "--rest-port"},
              paramLabel = "PORT",
              defaultValue = "8081",
              description = "Port of REST API and dashboard on 127.0.0.1 (default: 8081).")
          int port) {
    FlinkAddress address = FlinkAddress.parse("127.0.0.1:" + port);
    FlinkAddress running = cluster().start(new ClusterSize(taskManagers, slots), address.port());
    FlinkRest.Overview overview = new FlinkRest(running).overview();
    out()
        .printf(
            "running: %s, %d task managers, %d slots%n",
            running.url(), overview.taskManagers(), overview.slots());
    return ExitCode.DONE.code();
  }

  @Command(
      description = "Stop the cluster that start started; its jobs end with it.",
      mixinStandardHelpOptions = true)
  int stop() {
    int ended = cluster().stop();
    out().println(ended == 0 ? "not running" : "stopped");
    return ExitCode.DONE.code();
  }

  @Command(
      description = "Say what runs where, and which slots are free.",
      mixinStandardHelpOptions = true)
  int status(
      @Option(
              names = "--flink-master",
              paramLabel = "HOST:PORT",
              description = "Another cluster (default: that of start, else FLINK_MASTER).")
          @Nullable String master,
      @Option(names = "--json", description = "Print one JSON object.") boolean json) {
    Optional<FlinkAddress> address = address(master);
    if (address.isEmpty()) {
      out()
          .println(
              json
                  ? "{\"running\":false}"
                  : "not running: start it with ./financeflow flink start");
      return ExitCode.FAILED.code();
    }
    FlinkRest rest = new FlinkRest(address.get());
    if (json) {
      out().println(FlinkStatus.json(rest));
    } else {
      FlinkStatus.print(rest, out());
    }
    return ExitCode.DONE.code();
  }

  private Optional<FlinkAddress> address(@Nullable String master) {
    if (master != null) {
      return Optional.of(FlinkAddress.parse(master));
    }
    Optional<FlinkAddress> own = cluster().address();
    return own.isPresent()
        ? own
        : Configuration.read(environment).get("FLINK_MASTER").map(FlinkAddress::parse);
  }

  @Command(
      description = "List the jobs that commands submitted, newest first, with their counters.",
      mixinStandardHelpOptions = true)
  int jobs(@Option(names = "--json", description = "Print one JSON object per job.") boolean json) {
    return onJobs(jobs -> jobs.list(json));
  }

  @Command(
      description = "Wait for a job and report as the command that submitted it would have.",
      mixinStandardHelpOptions = true)
  int attach(
      @Parameters(paramLabel = "ID", description = "Job id or run id.") String id,
      @Option(names = "--json", description = "Print one JSON object.") boolean json) {
    return onJobs(jobs -> jobs.attach(id, json));
  }

  @Command(
      description = "Cancel a job; sessions that are stored stay stored.",
      mixinStandardHelpOptions = true)
  int cancel(@Parameters(paramLabel = "ID", description = "Job id or run id.") String id) {
    return onJobs(jobs -> jobs.cancel(id));
  }

  private interface OnJobs {
    int run(FlinkJobs jobs);
  }

  private int onJobs(OnJobs action) {
    try (var database = new Databases(Configuration.read(environment)).open()) {
      return action.run(new FlinkJobs(environment, database));
    }
  }

  private LocalCluster cluster() {
    return new LocalCluster(
        Configuration.read(environment).home().resolve("flink"), Installation.ofThisProgram());
  }

  private PrintStream out() {
    return environment.console().out();
  }
}
