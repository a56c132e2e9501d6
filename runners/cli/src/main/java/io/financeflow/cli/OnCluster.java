package io.financeflow.cli;

import io.financeflow.cli.flink.ClusterRun;
import io.financeflow.cli.flink.FlinkRest;
import io.financeflow.cli.flink.JobLedger;
import io.financeflow.cli.flink.JobWatch;
import io.financeflow.cli.output.Console;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.run.FlinkJob;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * Runs pipelines on a Flink cluster of other processes.
 *
 * @param cluster where
 * @param console where the job's id is said
 * @param isDetached true to leave jobs alone once they are submitted
 */
record OnCluster(ClusterRun cluster, Console console, boolean isDetached) implements Place {
  @Override
  public PipelineOptions options() {
    return ClusterRun.options();
  }

  @Override
  public Runnable start(Work work, Pipeline pipeline, Database database) {
    FlinkJob job =
        new FlinkJob(
            work.runId(),
            cluster.address().toString(),
            work.command(),
            work.range(),
            work.expected());
    cluster.submit(console, pipeline, job, database);
    JobWatch watch = new JobWatch(new FlinkRest(cluster.address()), new JobLedger(database));
    return () -> watch.await(console, job);
  }

  @Override
  public boolean endsWithTheProcess() {
    return false;
  }
}
