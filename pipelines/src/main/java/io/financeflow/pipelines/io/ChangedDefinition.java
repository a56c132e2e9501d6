package io.financeflow.pipelines.io;

import io.financeflow.schema.model.FeatureSet;

/** A feature set whose stored definition differs from the one to be computed. */
public final class ChangedDefinition extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ChangedDefinition(FeatureSet.Key key) {
    super(
        "feature set %s is stored with another definition: give the changed one a new version"
            .formatted(key));
  }
}
