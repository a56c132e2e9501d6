package io.financeflow.cli;

import io.financeflow.schema.db.Database;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;

/** Where pipelines run. */
interface Place {
  /** Returns the options of a pipeline that runs here. */
  PipelineOptions options();

  /** Starts a pipeline that was made with our options; what is returned waits for its end. */
  Runnable start(Work work, Pipeline pipeline, Database database);

  /** True when a command does not wait. */
  boolean isDetached();

  /** True when what runs here ends with this process. */
  boolean endsWithTheProcess();
}
