package io.financeflow.ml.lstm;

import java.time.Duration;

/**
 * How an epoch went.
 *
 * @param network which of the networks, from 1
 * @param networks how many are trained
 * @param epoch which epoch, from 1
 * @param epochs after how many it ends at the latest
 * @param scores how good it is
 * @param left how long all networks take at most when the others are as quick
 */
public record EpochReport(
    int network, int networks, int epoch, int epochs, Scores scores, Duration left) {

  /**
   * How good a network is. Losses are mean squared errors in units of the training labels' variance
   * (returns) or mean cross entropies in nats (directions).
   *
   * @param trainLoss mean of the epoch's batches, with dropout
   * @param validLoss on the validation windows
   * @param directionalAccuracy share of validation windows whose direction it has, 0 to 1; windows
   *     with a return of 0 are left out
   * @param best whether no earlier epoch has a lower validation loss
   */
  public record Scores(
      double trainLoss, double validLoss, double directionalAccuracy, boolean best) {}
}
