package io.financeflow.cli;

import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.flink.FlinkRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** Where a pipeline runs. */
enum RunnerChoice {
  /** In this process. */
  direct {
    @Override
    PipelineOptions options() {
      DirectOptions options = PipelineOptionsFactory.as(DirectOptions.class);
      options.setRunner(DirectRunner.class);
      options.setTargetParallelism(parallelism());
      // Checks for pipeline authors; the tests run with them, a user need not pay for them.
      options.setEnforceEncodability(false);
      options.setEnforceImmutability(false);
      return options;
    }
  },
  /** On a Flink cluster inside this process. */
  flink {
    @Override
    PipelineOptions options() {
      FlinkPipelineOptions options = PipelineOptionsFactory.as(FlinkPipelineOptions.class);
      options.setRunner(FlinkRunner.class);
      options.setFlinkMaster("[local]");
      options.setParallelism(parallelism());
      return options;
    }
  };

  /** Returns the options of a pipeline that runs here. */
  abstract PipelineOptions options();

  /** Returns an empty pipeline that runs here. */
  Pipeline pipeline() {
    return Pipeline.create(options());
  }

  private static int parallelism() {
    return Math.max(2, Runtime.getRuntime().availableProcessors());
  }
}
