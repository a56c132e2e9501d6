package io.financeflow.pipelines.features;

import io.financeflow.schema.model.Segments;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.Combine;

/**
 * Combines the summaries of pieces into one per segment.
 *
 * <p>Accumulators are merged in any order, but floating-point sums depend on it: the pieces are
 * kept apart, some hundred bytes each, and merged in order of date at the end. The result is
 * therefore the same to the last bit on every runner and at every parallelism.
 */
final class CombineSummaries
    extends Combine.CombineFn<
        PieceSummary, CombineSummaries.Pieces, CombineSummaries.SegmentSummaries> {
  private static final long serialVersionUID = 1L;

  /**
   * Pieces so far.
   *
   * @param byDate by first date
   */
  record Pieces(TreeMap<LocalDate, PieceSummary> byDate) implements Serializable {}

  /**
   * What was read of all segments.
   *
   * @param bySegment moments of those that have rows
   * @param sum over the rows of all
   */
  record SegmentSummaries(EnumMap<Segments.Name, Moments> bySegment, RowSum sum)
      implements Serializable {
    /** Returns the moments of a segment, of no rows when it has none. */
    Moments moments(Segments.Name segment) {
      return bySegment.getOrDefault(segment, new Moments(Feature.COUNT));
    }
  }

  @Override
  public Pieces createAccumulator() {
    return new Pieces(new TreeMap<>());
  }

  @Override
  public Pieces addInput(Pieces pieces, PieceSummary summary) {
    pieces.byDate().put(summary.piece().range().from(), summary);
    return pieces;
  }

  @Override
  public Pieces mergeAccumulators(Iterable<Pieces> accumulators) {
    Pieces merged = new Pieces(new TreeMap<>());
    accumulators.forEach(pieces -> merged.byDate().putAll(pieces.byDate()));
    return merged;
  }

  @Override
  public SegmentSummaries extractOutput(Pieces pieces) {
    return merge(pieces.byDate());
  }

  private static SegmentSummaries merge(SortedMap<LocalDate, PieceSummary> pieces) {
    SegmentSummaries merged =
        new SegmentSummaries(new EnumMap<>(Segments.Name.class), new RowSum());
    for (Map.Entry<LocalDate, PieceSummary> entry : pieces.entrySet()) {
      PieceSummary summary = entry.getValue();
      merged
          .bySegment()
          .computeIfAbsent(summary.piece().segment(), segment -> new Moments(Feature.COUNT))
          .merge(summary.moments());
      merged.sum().merge(summary.sum());
    }
    return merged;
  }

  @Override
  public Coder<Pieces> getAccumulatorCoder(CoderRegistry registry, Coder<PieceSummary> input) {
    return SerializableCoder.of(Pieces.class);
  }

  @Override
  public Coder<SegmentSummaries> getDefaultOutputCoder(
      CoderRegistry registry, Coder<PieceSummary> input) {
    return SerializableCoder.of(SegmentSummaries.class);
  }
}
