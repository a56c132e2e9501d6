package io.financeflow.ml.lstm;

import java.util.function.Consumer;

/** Who looks on while networks are trained. Called by the thread that trains. */
public interface Watch {
  /** Nobody: it goes on to its end. */
  Watch NOBODY =
      new Watch() {
        @Override
        public boolean stopRequested() {
          return false;
        }

        @Override
        public void epoch(EpochReport report) {}
      };

  /**
   * Returns somebody who is told of epochs; it goes on until the training thread is interrupted.
   */
  static Watch untilInterrupted(Consumer<EpochReport> told) {
    return new Watch() {
      @Override
      public boolean stopRequested() {
        return Thread.currentThread().isInterrupted();
      }

      @Override
      public void epoch(EpochReport report) {
        told.accept(report);
      }
    };
  }

  /** Returns whether to stop after this batch and keep the best so far. */
  boolean stopRequested();

  /** An epoch is over. */
  void epoch(EpochReport report);
}
