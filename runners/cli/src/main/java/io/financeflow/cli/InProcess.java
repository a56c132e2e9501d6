package io.financeflow.cli;

import io.financeflow.schema.db.Database;
import java.io.IOException;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.flink.FlinkRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs pipelines in the process of the command.
 *
 * @param options of the runner
 */
record InProcess(PipelineOptions options) implements Place {
  private static final Logger LOG = LoggerFactory.getLogger(InProcess.class);

  /** On Beam's direct runner; parallelism 0 for all processors. */
  static InProcess direct(int parallelism) {
    DirectOptions options = PipelineOptionsFactory.as(DirectOptions.class);
    options.setRunner(DirectRunner.class);
    // Else there would be nothing to cancel before the end.
    options.setBlockOnRun(false);
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
    return () -> end(pipeline.run());
  }

  /** Waits; a thread that is interrupted meanwhile cancels the run, which ends with its steps. */
  private static void end(PipelineResult run) {
    try {
      run.waitUntilFinish();
    } catch (RuntimeException failure) {
      if (Thread.currentThread().isInterrupted()) {
        cancel(run);
      }
      throw failure;
    }
  }

  private static void cancel(PipelineResult run) {
    try {
      var unused = run.cancel();
    } catch (IOException | UnsupportedOperationException alreadyOver) {
      LOG.debug("nothing to cancel", alreadyOver);
    }
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
