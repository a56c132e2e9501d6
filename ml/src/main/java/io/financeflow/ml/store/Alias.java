package io.financeflow.ml.store;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A name for one version of a model; each model has at most one version of each. */
public enum Alias {
  /** In use. */
  CHAMPION,
  /** Compared with the champion. */
  CHALLENGER,
  /** The champion before, to which a rollback returns. */
  PREVIOUS;

  /**
   * Reads {@link #text}.
   *
   * @throws ModelRefusal for another text
   */
  public static Alias of(String text) {
    return Arrays.stream(values())
        .filter(alias -> alias.text().equals(text))
        .findFirst()
        .orElseThrow(
            () -> new ModelRefusal("an alias is one of " + texts() + " but was '" + text + "'"));
  }

  /** Returns {@code champion}, {@code challenger} or {@code previous}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static List<String> texts() {
    return Arrays.stream(values()).map(Alias::text).toList();
  }
}
