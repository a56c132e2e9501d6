package io.financeflow.pipelines.quality;

import io.financeflow.schema.calendar.TradingCalendar;
import io.financeflow.schema.market.DateRange;
import io.financeflow.schema.market.IngestionLog;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.PCollection;

/**
 * Holds the stored sessions of a range against the rules and stores the results.
 *
 * <p>An element is a stretch of sessions, checked in one transaction; stretches read what they need
 * from before them and are independent. What happened is in {@code ingestion_logs}; the returned
 * collection holds the same rows. Checking twice changes nothing.
 */
public final class QualityPipeline {
  /** Sessions per stretch: the temporary copy of a whole market's bars then stays below 200 MB. */
  private static final int STRETCH = 63;

  private QualityPipeline() {}

  /** Adds the pipeline's steps and returns one log row per session (and closed day with bars). */
  public static PCollection<IngestionLog> build(Pipeline pipeline, QualitySettings settings) {
    return pipeline
        .apply(
            "List stretches",
            Create.of(stretches(settings.range())).withCoder(SerializableCoder.of(DateRange.class)))
        .apply("Spread stretches", Reshuffle.viaRandomKey())
        .apply("Check sessions", ParDo.of(new CheckSessions(settings)))
        .setCoder(SerializableCoder.of(IngestionLog.class));
  }

  /**
   * Cuts a range into stretches of at most {@value #STRETCH} sessions that leave no day out: one
   * ends on the day before the next begins.
   */
  static List<DateRange> stretches(DateRange range) {
    List<LocalDate> sessions = TradingCalendar.nyse().sessions(range.from(), range.to());
    List<DateRange> stretches = new ArrayList<>();
    LocalDate first = range.from();
    for (int next = STRETCH; next < sessions.size(); next += STRETCH) {
      stretches.add(new DateRange(first, sessions.get(next).minusDays(1)));
      first = sessions.get(next);
    }
    stretches.add(new DateRange(first, range.to()));
    return stretches;
  }

  /** Runs the pipeline on any Beam runner; see {@link QualityOptions} for the flags. */
  public static void main(String[] args) {
    QualityOptions options =
        PipelineOptionsFactory.fromArgs(args).withValidation().as(QualityOptions.class);
    Pipeline pipeline = Pipeline.create(options);
    build(pipeline, QualityOptions.settings(options, Clock.systemUTC()));
    pipeline.run().waitUntilFinish();
  }
}
