package io.financeflow.ml.lstm;

import io.financeflow.ml.forecaster.ModelBytes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The checkpoints of the trainings of all folds of a trial, in one. */
final class FoldCheckpoints {
  private static final String FORMAT = "lstm-folds";
  private static final int VERSION = 1;

  private FoldCheckpoints() {}

  static byte[] pack(List<byte[]> checkpoints) {
    return ModelBytes.write(
        FORMAT,
        VERSION,
        out -> {
          out.writeInt(checkpoints.size());
          for (byte[] checkpoint : checkpoints) {
            Snapshot.write(out, checkpoint);
          }
        });
  }

  /**
   * Returns the checkpoint of each fold, all of them empty without any.
   *
   * @throws io.financeflow.ml.forecaster.UnreadableModel when it is none of so many folds
   */
  static List<Optional<byte[]>> unpack(Optional<byte[]> packed, int folds) {
    if (packed.isEmpty()) {
      return Collections.nCopies(folds, Optional.empty());
    }
    return ModelBytes.read(
        packed.get(),
        FORMAT,
        VERSION,
        in -> {
          int count = in.readInt();
          if (count != folds) {
            throw new IllegalArgumentException("it holds %d folds, not %d".formatted(count, folds));
          }
          List<Optional<byte[]>> checkpoints = new ArrayList<>();
          for (int f = 0; f < folds; f++) {
            checkpoints.add(Optional.of(Snapshot.bytes(in)));
          }
          return checkpoints;
        });
  }
}
