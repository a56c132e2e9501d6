package io.financeflow.cli.flink;

import io.financeflow.cli.output.Console;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.cli.output.Failure;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.run.FlinkJob;
import io.financeflow.schema.run.FlinkJobState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.flink.FlinkRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/**
 * Submits pipelines to a running cluster.
 *
 * <p>A job's id is derived from its run's and stored before the submission, so a command that dies
 * at any point leaves a row from which {@code attach} finds the job, and the same run can never run
 * twice: the table and the cluster both refuse it.
 */
public final class ClusterRun {
  private static final int USUAL_PARALLELISM = 2;

  private final FlinkRest rest;
  private final Installation installation;
  private final int parallelism;

  /**
   * Runs on that cluster.
   *
   * @param parallelism slots to use, 0 for two or as many as are free
   */
  public ClusterRun(FlinkAddress address, Installation installation, int parallelism) {
    this.rest = new FlinkRest(address);
    this.installation = installation;
    this.parallelism = parallelism;
  }

  /** Returns the options of a pipeline that will be submitted. */
  public static PipelineOptions options() {
    FlinkPipelineOptions options = PipelineOptionsFactory.as(FlinkPipelineOptions.class);
    options.setRunner(FlinkRunner.class);
    options.setAttachedMode(false);
    // Beam's advice: pipelined exchanges can wait for each other (FLINK-10672); our steps are few.
    options.setExecutionModeForBatch("BATCH_FORCED");
    return options;
  }

  /** Returns where jobs go. */
  public FlinkAddress address() {
    return rest.address();
  }

  /**
   * Submits a pipeline, with its id on standard error before anything is sent.
   *
   * @throws Failure.Incomplete when the cluster cannot take it
   */
  public void submit(Console console, Pipeline pipeline, FlinkJob job, Database database) {
    Path jar = installation.jobJar();
    requireReachable(database);
    int slots = slots(rest.overview());
    JobLedger ledger = new JobLedger(database);
    ledger.submitting(job);
    console
        .err()
        .printf("flink job %s (run %s) on %s%n", job.jobId(), job.runId(), address().url());
    FlinkPipelineOptions options = pipeline.getOptions().as(FlinkPipelineOptions.class);
    options.setFlinkMaster(address().toString());
    options.setParallelism(slots);
    options.setFilesToStage(List.of(jar.toString()));
    options.setJobName(job.name());
    try {
      send(pipeline, options, job);
    } catch (RuntimeException failure) {
      requireArrived(job, ledger, failure);
    }
    ledger.running(job);
  }

  private int slots(FlinkRest.Overview overview) {
    int wanted =
        parallelism > 0
            ? parallelism
            : Math.max(1, Math.min(USUAL_PARALLELISM, overview.freeSlots()));
    if (overview.freeSlots() < wanted) {
      throw new Failure.Incomplete(
          ExitCode.NOT_READY,
          "the cluster at %s has %d of %d slots free and the job needs %d: retry later, add TaskManagers, or lower --parallelism"
              .formatted(address(), overview.freeSlots(), overview.slots(), wanted));
    }
    return wanted;
  }

  /** A database of this machine is not the TaskManagers' when they are on others. */
  private void requireReachable(Database database) {
    String host = URI.create(database.settings().url().substring("jdbc:".length())).getHost();
    if (host != null && FlinkAddress.isLoopback(host) && !address().isLoopback()) {
      throw new Failure.Incomplete(
          ExitCode.DATABASE,
          "the TaskManagers of %s cannot reach a database at %s: set DATABASE_URL to an address that they can reach"
              .formatted(address(), host));
    }
  }

  /** The client's settings travel in a file, the only way that Beam's runner leaves. */
  private static void send(Pipeline pipeline, FlinkPipelineOptions options, FlinkJob job) {
    try {
      Path directory = Files.createTempDirectory("financeflow-flink-");
      Path file = directory.resolve("flink-conf.yaml");
      try {
        Files.writeString(
            file,
            "$internal.pipeline.job-id: "
                + job.jobId()
                + "\nrest.retry.max-attempts: 3\nrest.retry.delay: 1000\n"
                + ClusterConfiguration.RESTARTS);
        options.setFlinkConfDir(directory.toString());
        var unused = pipeline.run();
      } finally {
        Files.deleteIfExists(file);
        Files.deleteIfExists(directory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write a temporary file", e);
    }
  }

  /** A failed submission may have arrived all the same. */
  private void requireArrived(FlinkJob job, JobLedger ledger, RuntimeException failure) {
    if (rest.job(job.jobId()).isPresent()) {
      return;
    }
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String line =
        "the cluster at %s did not take the job: %s"
            .formatted(address(), String.valueOf(root.getMessage()).lines().findFirst().orElse(""));
    ledger.ended(job, FlinkJobState.FAILED, Map.of(), line);
    Failure.Incomplete refused = new Failure.Incomplete(ExitCode.FAILED, line);
    refused.initCause(failure);
    throw refused;
  }
}
