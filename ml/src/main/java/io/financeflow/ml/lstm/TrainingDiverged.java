package io.financeflow.ml.lstm;

/** A network's loss is no number any more: its weights went beyond all bounds. */
public final class TrainingDiverged extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Says where. */
  TrainingDiverged(int epoch) {
    super(
        "the loss is no number in epoch %d: lower --learning-rate, or look for wild features"
            .formatted(epoch));
  }
}
