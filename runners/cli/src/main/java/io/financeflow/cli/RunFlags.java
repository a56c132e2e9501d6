package io.financeflow.cli;

import io.financeflow.cli.config.Configuration;
import io.financeflow.cli.config.Environment;
import io.financeflow.cli.flink.ClusterRun;
import io.financeflow.cli.flink.FlinkAddress;
import io.financeflow.cli.flink.Installation;
import io.financeflow.cli.output.Console;
import io.financeflow.cli.output.Failure;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags of every command that runs a pipeline: where it runs, and {@code --json}. */
final class RunFlags {
  private static final String LOCAL = "[local]";
  private static final int MOST_PARALLELISM = 1_024;

  @Option(
      names = "--runner",
      defaultValue = "direct",
      description = "Where the pipeline runs: ${COMPLETION-CANDIDATES} (default: direct).")
  private RunnerChoice runner = RunnerChoice.direct;

  @Option(
      names = "--flink-master",
      paramLabel = "HOST:PORT",
      description =
          "With --runner flink: REST address of the cluster (default: FLINK_MASTER, else [local] ="
              + " inside this process). See ./financeflow flink --help.")
  private @Nullable String flinkMaster;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description =
          "Steps that run at once (default: one per processor; on a cluster 2, fewer if fewer"
              + " slots are free).")
  private @Nullable Integer parallelism;

  @Option(
      names = "--detach",
      description = "With a cluster: end once the job is submitted; see ./financeflow flink jobs.")
  private boolean detach;

  @Option(names = "--json", description = "Print one JSON object instead of the summary.")
  private boolean json;

  @Option(
      names = "--run-id",
      paramLabel = "UUID",
      description =
          "Id of the run (default: a new one). With that of a run that was cut short, what it has"
              + " made complete is not made again; a cluster takes an id once.")
  private @Nullable UUID runId;

  boolean json() {
    return json;
  }

  /** Returns the jobs of a command that was given these flags. */
  Jobs jobs(Environment environment, Configuration configuration) {
    return jobs(environment, configuration, 0);
  }

  /**
   * Returns the jobs of a command that was given these flags.
   *
   * @param otherwise steps that run at once when {@code --parallelism} is not given; 0 for the
   *     runner's own choice
   */
  Jobs jobs(Environment environment, Configuration configuration, int otherwise) {
    Console console = environment.console();
    return new Jobs(
        console, environment.clock(), place(console, configuration, otherwise), runIds());
  }

  /** Returns the steps that may run at once; empty when it was not said. */
  OptionalInt parallelism() {
    return parallelism == null ? OptionalInt.empty() : OptionalInt.of(parallelism);
  }

  /**
   * Returns the jobs of a command that prints what they made, and so has to wait for it.
   *
   * @param console where progress is shown
   */
  Jobs waitingJobs(Console console, Environment environment, Configuration configuration) {
    if (detach) {
      throw new Failure.Usage("--detach is not for this command: it prints what the run has made");
    }
    return new Jobs(
        console, environment.clock(), place(environment.console(), configuration, 0), runIds());
  }

  private Supplier<UUID> runIds() {
    return Optional.ofNullable(runId).<Supplier<UUID>>map(id -> () -> id).orElse(UUID::randomUUID);
  }

  private Place place(Console console, Configuration configuration, int otherwise) {
    if (parallelism != null && (parallelism < 1 || parallelism > MOST_PARALLELISM)) {
      throw new Failure.Usage("--parallelism must be 1 to 1024 but was " + parallelism);
    }
    int instances = parallelism == null ? otherwise : parallelism;
    if (runner == RunnerChoice.direct && flinkMaster != null) {
      throw new Failure.Usage("--flink-master is for --runner flink: add it");
    }
    String master =
        flinkMaster != null ? flinkMaster : configuration.get("FLINK_MASTER").orElse(LOCAL);
    boolean inProcess = runner == RunnerChoice.direct || master.equals(LOCAL);
    if (inProcess && detach) {
      throw new Failure.Usage(
          "--detach needs a cluster: add --runner flink --flink-master HOST:PORT");
    }
    if (runner == RunnerChoice.direct) {
      return InProcess.direct(instances);
    }
    return inProcess
        ? InProcess.flink(instances)
        : new OnCluster(
            new ClusterRun(FlinkAddress.parse(master), Installation.ofThisProgram(), instances),
            console,
            detach);
  }
}
