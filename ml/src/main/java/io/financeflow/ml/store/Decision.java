package io.financeflow.ml.store;

import com.google.gson.JsonObject;

/**
 * Why an alias moves.
 *
 * @param reason 1 to 2000 characters
 * @param by the user, or the part of the program that decided; not empty
 * @param figures what the decision rests on; may be empty
 */
public record Decision(String reason, String by, JsonObject figures) {

  /** Refuses a decision without a reason. */
  public Decision {
    if (reason.isBlank() || reason.length() > 2000) {
      throw new ModelRefusal("a decision needs a reason of 1 to 2000 characters");
    }
    if (by.isBlank()) {
      throw new ModelRefusal("a decision needs somebody who takes it");
    }
    figures = figures.deepCopy();
  }

  /** A decision without figures. */
  public static Decision of(String reason, String by) {
    return new Decision(reason, by, new JsonObject());
  }
}
