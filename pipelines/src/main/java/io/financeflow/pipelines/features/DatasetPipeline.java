package io.financeflow.pipelines.features;

import io.financeflow.pipelines.io.DatabaseOptions;
import io.financeflow.schema.market.DateRange;
import io.financeflow.schema.model.Dataset;
import io.financeflow.schema.model.Segments;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.io.jdbc.JdbcIO;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.PCollection;

/**
 * Measures the rows of a planned dataset and stores it: mean and deviation of the training segment,
 * rows per segment, and a fingerprint of what was read.
 *
 * <p>The rows stay where they are; a dataset says which they are. The same plan on the same rows
 * gives the same dataset on every runner.
 */
public final class DatasetPipeline {
  private static final int MONTHS_PER_PIECE = 3;

  private DatasetPipeline() {}

  /** Adds the pipeline's steps and returns the one dataset. */
  public static PCollection<Dataset> build(Pipeline pipeline, DatasetSettings settings) {
    return pipeline
        .apply(
            "List pieces",
            Create.of(pieces(settings.plan().cut().segments()))
                .withCoder(SerializableCoder.of(Piece.class)))
        .apply("Spread pieces", Reshuffle.viaRandomKey())
        .apply("Summarize pieces", ParDo.of(new SummarizePiece(settings)))
        .setCoder(SerializableCoder.of(PieceSummary.class))
        .apply("Combine summaries", Combine.globally(new CombineSummaries()).withoutDefaults())
        .apply("Store dataset", ParDo.of(new StoreDataset(settings)))
        .setCoder(SerializableCoder.of(Dataset.class));
  }

  /** Cuts each segment into pieces of at most three months. */
  static List<Piece> pieces(Segments segments) {
    List<Piece> pieces = new ArrayList<>();
    for (Segments.Name name : Segments.Name.values()) {
      DateRange range = segments.of(name);
      for (LocalDate from = range.from();
          !from.isAfter(range.to());
          from = from.plusMonths(MONTHS_PER_PIECE)) {
        LocalDate to = from.plusMonths(MONTHS_PER_PIECE).minusDays(1);
        pieces.add(new Piece(name, new DateRange(from, to.isAfter(range.to()) ? range.to() : to)));
      }
    }
    return pieces;
  }

  /** Runs the pipeline on any Beam runner; see {@link DatasetOptions} for the flags. */
  public static void main(String[] args) throws SQLException, IOException {
    DatasetOptions options =
        PipelineOptionsFactory.fromArgs(args).withValidation().as(DatasetOptions.class);
    JdbcIO.DataSourceConfiguration database = DatabaseOptions.configuration(options);
    DatasetPlan plan = DatasetPlan.of(database, DatasetOptions.request(options));
    Pipeline pipeline = Pipeline.create(options);
    build(pipeline, new DatasetSettings(database, plan, UUID.randomUUID(), Clock.systemUTC()));
    pipeline.run().waitUntilFinish();
  }
}
