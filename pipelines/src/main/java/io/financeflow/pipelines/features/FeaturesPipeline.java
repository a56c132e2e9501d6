package io.financeflow.pipelines.features;

import io.financeflow.schema.calendar.Stretches;
import io.financeflow.schema.market.DateRange;
import io.financeflow.schema.market.IngestionLog;
import io.financeflow.schema.model.FeatureSet;
import java.time.Clock;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.PCollection;

/**
 * Computes the feature rows of a range of sessions from stored bars and their returns.
 *
 * <p>An element is a stretch of sessions; each reads the look-back before it, so stretches are
 * independent and a row does not depend on how a range is cut. What happened is in {@code
 * ingestion_logs}; the returned collection holds the same rows.
 */
public final class FeaturesPipeline {
  /** Sessions per stretch, half a year: one transaction, and as much again read before it. */
  private static final int STRETCH = 126;

  private FeaturesPipeline() {}

  /** Returns the definition of what is computed. */
  public static FeatureSet featureSet() {
    return Feature.set();
  }

  /** Adds the pipeline's steps and returns one log row per session. */
  public static PCollection<IngestionLog> build(Pipeline pipeline, FeaturesSettings settings) {
    return build(pipeline, settings, List.of(settings.range()));
  }

  /**
   * Adds the pipeline's steps for parts of the range and returns one log row per session of theirs.
   *
   * @param parts ranges within that of the settings, taken in this order
   */
  public static PCollection<IngestionLog> build(
      Pipeline pipeline, FeaturesSettings settings, List<DateRange> parts) {
    List<DateRange> stretches = Stretches.of(parts, STRETCH);
    return pipeline
        .apply(
            "List stretches", Create.of(stretches).withCoder(SerializableCoder.of(DateRange.class)))
        .apply("Spread stretches", Reshuffle.viaRandomKey())
        .apply("Compute features", ParDo.of(new ComputeFeatures(settings)))
        .setCoder(SerializableCoder.of(IngestionLog.class));
  }

  /** Runs the pipeline on any Beam runner; see {@link FeaturesOptions} for the flags. */
  public static void main(String[] args) {
    FeaturesOptions options =
        PipelineOptionsFactory.fromArgs(args).withValidation().as(FeaturesOptions.class);
    Pipeline pipeline = Pipeline.create(options);
    build(pipeline, FeaturesOptions.settings(options, Clock.systemUTC()));
    pipeline.run().waitUntilFinish();
  }
}
