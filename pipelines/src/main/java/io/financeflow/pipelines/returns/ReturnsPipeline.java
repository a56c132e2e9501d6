package io.financeflow.pipelines.returns;

import io.financeflow.pipelines.io.SqlReads;
import io.financeflow.schema.calendar.Stretches;
import io.financeflow.schema.calendar.TradingCalendar;
import io.financeflow.schema.market.DateRange;
import io.financeflow.schema.market.IngestionLog;
import io.financeflow.schema.market.Split;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;

/**
 * Computes the returns of a range of sessions from stored closes, splits and listings.
 *
 * <p>An element is a stretch of sessions; each reads the sessions before it that a gap may bridge,
 * so stretches are independent. What happened is in {@code ingestion_logs}; the returned collection
 * holds the same rows.
 */
public final class ReturnsPipeline {
  /** Sessions per stretch: the look-back of ten sessions then adds a sixth to what is read. */
  private static final int STRETCH = 63;

  private ReturnsPipeline() {}

  /** Adds the pipeline's steps and returns one log row per session. */
  public static PCollection<IngestionLog> build(Pipeline pipeline, ReturnsSettings settings) {
    return build(pipeline, settings, List.of(settings.range()));
  }

  /**
   * Adds the pipeline's steps for parts of the range and returns one log row per session of theirs.
   *
   * @param parts ranges within that of the settings, taken in this order
   */
  public static PCollection<IngestionLog> build(
      Pipeline pipeline, ReturnsSettings settings, List<DateRange> parts) {
    List<DateRange> stretches = Stretches.of(parts, STRETCH);
    DateRange events = withLookback(settings);
    PCollectionView<List<Split>> splits =
        pipeline
            .apply("Read splits", SqlReads.splits(settings.database(), events))
            .apply("View splits", View.asList());
    PCollectionView<List<KV<String, String>>> ends =
        pipeline
            .apply("Read listing ends", SqlReads.listingEnds(settings.database(), events))
            .apply("View listing ends", View.asList());
    return pipeline
        .apply(
            "List stretches", Create.of(stretches).withCoder(SerializableCoder.of(DateRange.class)))
        .apply("Spread stretches", Reshuffle.viaRandomKey())
        .apply(
            "Compute returns",
            ParDo.of(new ComputeReturns(settings, splits, ends)).withSideInputs(splits, ends))
        .setCoder(SerializableCoder.of(IngestionLog.class));
  }

  private static DateRange withLookback(ReturnsSettings settings) {
    LocalDate from = settings.range().from();
    return new DateRange(lookback(from, settings.longestGap()), settings.range().to());
  }

  /** Returns the first session that a gap before that date may reach back to. */
  public static LocalDate lookback(LocalDate date, int longestGap) {
    TradingCalendar calendar = TradingCalendar.nyse();
    LocalDate session = calendar.nextOrSame(date);
    int back = Math.min(longestGap, calendar.sessionIndex(session));
    return calendar.shift(session, -back);
  }

  /** Runs the pipeline on any Beam runner; see {@link ReturnsOptions} for the flags. */
  public static void main(String[] args) {
    ReturnsOptions options =
        PipelineOptionsFactory.fromArgs(args).withValidation().as(ReturnsOptions.class);
    Pipeline pipeline = Pipeline.create(options);
    build(pipeline, ReturnsOptions.settings(options, Clock.systemUTC()));
    pipeline.run().waitUntilFinish();
  }
}
