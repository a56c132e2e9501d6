package io.financeflow.cli;

import io.financeflow.schema.db.Database;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.flink.FlinkRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/**
 * Runs pipelines in the process of the command.
 *
 * @param options of the runner
 */
record InProcess(PipelineOptions options) implements Place {

  /** On Beam's direct runner; parallelism 0 for all processors. */
  static InProcess direct(int parallelism) {
    DirectOptions options = PipelineOptionsFactory.as(DirectOptions.class);
    options.setRunner(DirectRunner.class);
    options.setTargetParallelism(orProcessors(parallelism));
    // Checks for pipeline authors; the tests run with them, a user need not pay for them.
    options.setEnforceEncodability(false);
    options.setEnforceImmutability(false);
    return new InProcess(options);
  }

  /** On a Flink cluster inside this process; parallelism 0 for all processors. */
  static InProcess flink(int parallelism) {
    FlinkPipelineOptions options = PipelineOptionsFactory.as(FlinkPipelineOptions.class);
    options.setRunner(FlinkRunner.class);
    options.setFlinkMaster("[local]");
    options.setParallelism(orProcessors(parallelism));
    return new InProcess(options);
  }

  private static int orProcessors(int parallelism) {
    return parallelism > 0 ? parallelism : Math.max(2, Runtime.getRuntime().availableProcessors());
  }

  @Override
  public Runnable start(Work work, Pipeline pipeline, Database database) {
    return () -> pipeline.run().waitUntilFinish();
  }

  @Override
  public boolean isDetached() {
    return false;
  }

  @Override
  public boolean endsWithTheProcess() {
    return true;
  }
}
