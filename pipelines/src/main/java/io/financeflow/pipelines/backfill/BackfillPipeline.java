package io.financeflow.pipelines.backfill;

import io.financeflow.pipelines.ingest.IngestPipeline;
import io.financeflow.pipelines.returns.SettleReturns;
import io.financeflow.schema.market.IngestionLog;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Wait;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;

/**
 * Makes the planned sessions of a range complete: first the reference lists, then bars and returns,
 * then the returns that all of it has touched.
 *
 * <p>An element is a lane: the work of one worker. What happened is in {@code ingestion_logs} under
 * the run's id, on every runner; the returned collection holds the rows of lists and sessions.
 */
public final class BackfillPipeline {
  private BackfillPipeline() {}

  /** Adds the pipeline's steps. */
  public static PCollection<IngestionLog> build(Pipeline pipeline, BackfillSettings settings) {
    PCollection<IngestionLog> references = IngestPipeline.references(pipeline, settings.ingest());
    PCollection<IngestionLog> sessions =
        pipeline
            .apply(
                "List lanes",
                Create.of(settings.lanes()).withCoder(SerializableCoder.of(Lane.class)))
            .apply("After references", Wait.on(references))
            .apply("Load lanes", ParDo.of(new LoadLane(settings)))
            .setCoder(SerializableCoder.of(IngestionLog.class));
    PCollection<IngestionLog> logs =
        PCollectionList.of(references).and(sessions).apply("Collect logs", Flatten.pCollections());
    PCollection<Long> unused = SettleReturns.after(logs, settings.returns());
    return logs;
  }

  /** Plans and runs on any Beam runner; see {@link BackfillOptions} for the flags. */
  public static void main(String[] args) throws Exception {
    BackfillOptions options =
        PipelineOptionsFactory.fromArgs(args).withValidation().as(BackfillOptions.class);
    Pipeline pipeline = Pipeline.create(options);
    build(pipeline, BackfillOptions.settings(options, java.time.Clock.systemUTC()));
    pipeline.run().waitUntilFinish();
  }
}
