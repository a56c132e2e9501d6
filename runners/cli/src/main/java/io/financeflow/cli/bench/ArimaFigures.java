package io.financeflow.cli.bench;

/**
 * What {@link ArimaBench} measured.
 *
 * @param series how many there were
 * @param oneThread speeds of one thread
 * @param twoThreads speeds of two
 * @param peakHeap the most bytes of heap in use at once, garbage included
 * @param simpler searches that ended with a simpler model
 */
record ArimaFigures(int series, Speeds oneThread, Speeds twoThreads, long peakHeap, int simpler) {

  /**
   * Speeds on so many threads.
   *
   * @param fits ARIMA(1,1,1) per second
   * @param searches automatic choices per second
   */
  record Speeds(double fits, double searches) {}
}
