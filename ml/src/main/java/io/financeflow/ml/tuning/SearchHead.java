package io.financeflow.ml.tuning;

import com.google.gson.JsonObject;

/**
 * What a search is for.
 *
 * @param name by which it is resumed: a lower-case letter, then up to 59 of a-z, 0-9, ., _, -
 * @param modelKind what is tuned: {@code arima}, {@code lstm}
 * @param subject on what: the name of a dataset, or a series; not empty
 * @param settings whatever results depend on beside the plan: folds, fingerprint of the data
 */
public record SearchHead(String name, String modelKind, String subject, JsonObject settings) {

  /** Checks the names. */
  public SearchHead {
    if (!name.matches("[a-z][a-z0-9._-]{0,59}") || modelKind.isBlank() || subject.isBlank()) {
      throw new IllegalArgumentException(
          "a search has a name like lstm-demo, a kind of model and a subject but had %s, %s, %s"
              .formatted(name, modelKind, subject));
    }
    settings = settings.deepCopy();
  }
}
