package io.financeflow.ml.evaluation;

import io.financeflow.ml.forecaster.NothingToFit;

/** A way to score the names of a day from features. Implementations are immutable. */
public interface PanelModel {

  /** Returns the name in reports: lower case letters, digits and hyphens. */
  String name();

  /** Returns whether scores are forecasts of the labels themselves, in their units. */
  default boolean forecastsLabels() {
    return false;
  }

  /**
   * Learns; scalers belong to what is learnt.
   *
   * @param training rows, some labels may be unknown
   * @throws NothingToFit when there are too few
   */
  Scorer fit(Panel training);

  /** A model with its parameters. */
  @FunctionalInterface
  interface Scorer {
    /**
     * Returns the scores of the rows from..end: the higher, the more the name is expected to rise;
     * above 0 says up. A score may depend on the features of its day and of earlier rows, never on
     * those of later days.
     *
     * @param known rows of the test days and what came before them; labels from {@code from} on are
     *     unknown
     */
    double[] score(Panel known, int from);
  }
}
