package io.financeflow.ml.lstm;

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

  /** Nobody looks on, and it goes on until the thread that trains is interrupted. */
  Watch UNTIL_INTERRUPTED =
      new Watch() {
        @Override
        public boolean stopRequested() {
          return Thread.currentThread().isInterrupted();
        }

        @Override
        public void epoch(EpochReport report) {}
      };

  /** Returns whether to stop after this batch and keep the best so far. */
  boolean stopRequested();

  /** An epoch is over. */
  void epoch(EpochReport report);
}
