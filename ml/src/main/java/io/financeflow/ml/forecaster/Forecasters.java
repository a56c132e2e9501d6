package io.financeflow.ml.forecaster;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** The registry: forecasters by name, in alphabetical order. Immutable. */
public final class Forecasters {

  private final SortedMap<String, Forecaster> byName;

  /** Refuses two of one name. */
  public Forecasters(Collection<? extends Forecaster> forecasters) {
    byName = new TreeMap<>();
    for (Forecaster forecaster : forecasters) {
      if (byName.putIfAbsent(forecaster.name(), forecaster) != null) {
        throw new IllegalArgumentException("two forecasters are called " + forecaster.name());
      }
    }
  }

  /**
   * Returns the forecaster of that name.
   *
   * @throws IllegalArgumentException when there is none; the message lists those there are
   */
  public Forecaster named(String name) {
    Forecaster forecaster = byName.get(name);
    if (forecaster == null) {
      throw new IllegalArgumentException(
          "no forecaster is called %s: choose one of %s"
              .formatted(name, String.join(", ", byName.keySet())));
    }
    return forecaster;
  }

  /** Returns all of them by name, in alphabetical order. */
  public SortedMap<String, Forecaster> all() {
    return Collections.unmodifiableSortedMap(byName);
  }
}
