package io.financeflow.ml.lstm;

/** A model is offered other windows than it was trained on. */
public final class OtherSignature extends RuntimeException {
  private static final long serialVersionUID = 1;

  OtherSignature(String takes, String offered) {
    super(
        "the model takes %s but was offered %s: use its feature set, or train it again"
            .formatted(takes, offered));
  }
}
