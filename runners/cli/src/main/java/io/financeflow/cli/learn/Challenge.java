package io.financeflow.cli.learn;

import io.financeflow.ml.monitoring.Contender;
import io.financeflow.ml.store.NewVersion;
import java.util.List;
import java.util.Optional;

/** How a version is trained again on the data there is now, and compared with. */
interface Challenge {
  /** Returns how many sessions of data the version has not learnt from. */
  int newSessions();

  /** Returns how many sessions can be held back from both to compare them on. */
  int heldBack();

  /**
   * Trains with the version's settings.
   *
   * @throws InterruptedException when it is to stop
   * @throws TooLittleData when there is nothing to learn from or to compare on
   */
  Trained train() throws InterruptedException;

  /**
   * What came out, with the errors of all on the sessions that were held back.
   *
   * @param version to be saved, with its parent
   * @param errors those of the challenger, whatever its name
   * @param champion empty without one
   * @param said what it was trained on and compared on, in words
   */
  record Trained(
      NewVersion version,
      Contender errors,
      Optional<Contender> champion,
      List<Contender> baselines,
      String said) {
    /** Copies the list. */
    public Trained {
      baselines = List.copyOf(baselines);
    }
  }

  /** There is nothing to learn from, or to compare on. */
  final class TooLittleData extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooLittleData(String message) {
      super(message);
    }
  }
}
