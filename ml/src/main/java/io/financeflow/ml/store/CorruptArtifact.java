package io.financeflow.ml.store;

/** The stored bytes of a version are not those that were saved. */
public final class CorruptArtifact extends RuntimeException {
  private static final long serialVersionUID = 1;

  CorruptArtifact(String model, int version, String found) {
    super(
        "the artifact of %s:%d is damaged (%s): restore the database from a backup, or train and promote another version"
            .formatted(model, version, found));
  }
}
