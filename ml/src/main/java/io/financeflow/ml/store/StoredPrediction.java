package io.financeflow.ml.store;

import io.financeflow.schema.model.PredictionTable;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * A prediction with what became of it.
 *
 * @param madeAt when this value was first stored
 * @param runId the run that stored it then
 * @param score empty while the outcome is not known or not scored
 */
public record StoredPrediction(
    Prediction prediction, Instant madeAt, UUID runId, Optional<Score> score) {

  /**
   * How it came out.
   *
   * @param realised in the units of the prediction: a close is that of the target session times the
   *     split factor; a direction is 1 after a rise, else 0
   * @param splitFactor new over old shares of the splits after the as-of date up to the target
   * @param error value minus realised
   * @param directionHit empty when it went nowhere, or the close of the as-of date is missing
   * @param inInterval ends included; empty without an interval
   * @param at when this score was first stored
   */
  public record Score(
      double realised,
      double splitFactor,
      double error,
      Optional<Boolean> directionHit,
      Optional<Boolean> inInterval,
      Instant at) {}

  static StoredPrediction of(PredictionTable.Row row) {
    return new StoredPrediction(
        new Prediction(
            row.versionId(),
            row.ticker(),
            row.asOf(),
            row.target(),
            row.horizon(),
            row.value(),
            interval(row)),
        row.madeAt(),
        row.runId(),
        row.score().map(StoredPrediction::score));
  }

  private static Optional<Prediction.Interval> interval(PredictionTable.Row row) {
    return Optional.ofNullable(row.level())
        .map(
            level ->
                new Prediction.Interval(
                    Objects.requireNonNull(row.low()), Objects.requireNonNull(row.high()), level));
  }

  private static Score score(PredictionTable.Score score) {
    return new Score(
        score.realised(),
        score.splitFactor(),
        score.error(),
        Optional.ofNullable(score.directionHit()),
        Optional.ofNullable(score.inInterval()),
        score.at());
  }
}
