package io.financeflow.pipelines.ingest;

import io.financeflow.schema.market.IngestionLog;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;

/**
 * Makes a range of dates complete: every session and the reference lists of the range.
 *
 * <p>An element is a date or the name of a list. What happened is in {@code ingestion_logs} under
 * the run's id, on every runner; the returned collection holds the same rows.
 */
public final class IngestPipeline {
  private IngestPipeline() {}

  /** Adds the pipeline's steps and returns one log row per date and list. */
  public static PCollection<IngestionLog> build(Pipeline pipeline, IngestSettings settings) {
    PCollection<IngestionLog> sessions =
        pipeline
            .apply("List dates", Create.of(dates(settings)).withCoder(StringUtf8Coder.of()))
            .apply("Spread dates", Reshuffle.viaRandomKey())
            .apply("Load sessions", ParDo.of(new LoadSession(settings)))
            .setCoder(SerializableCoder.of(IngestionLog.class));
    return PCollectionList.of(sessions)
        .and(references(pipeline, settings))
        .apply("Collect logs", Flatten.pCollections());
  }

  /** Adds the step that synchronises the reference lists of the range; one log row per list. */
  public static PCollection<IngestionLog> references(Pipeline pipeline, IngestSettings settings) {
    return pipeline
        .apply("List references", Create.of(lists(settings)).withCoder(StringUtf8Coder.of()))
        .apply("Spread references", Reshuffle.viaRandomKey())
        .apply("Sync references", ParDo.of(new SyncReference(settings)))
        .setCoder(SerializableCoder.of(IngestionLog.class));
  }

  private static List<String> dates(IngestSettings settings) {
    return settings
        .range()
        .from()
        .datesUntil(settings.range().to().plusDays(1))
        .map(LocalDate::toString)
        .toList();
  }

  private static List<String> lists(IngestSettings settings) {
    return settings.policy().lists().stream().sorted().map(Enum::name).toList();
  }

  /** Runs the pipeline on any Beam runner; see {@link IngestOptions} for the flags. */
  public static void main(String[] args) {
    IngestOptions options =
        PipelineOptionsFactory.fromArgs(args).withValidation().as(IngestOptions.class);
    Pipeline pipeline = Pipeline.create(options);
    build(pipeline, IngestOptions.settings(options, Clock.systemUTC()));
    pipeline.run().waitUntilFinish();
  }
}
