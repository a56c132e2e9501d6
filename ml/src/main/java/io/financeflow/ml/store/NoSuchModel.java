package io.financeflow.ml.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Somebody named a model or a version that does not exist. */
public final class NoSuchModel extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String unknown;
  private final ArrayList<String> known;

  /**
   * Names it.
   *
   * @param unknown what was named
   * @param known what might have been meant
   */
  public NoSuchModel(String unknown, Collection<String> known) {
    super("there is no model '" + unknown + "'");
    this.unknown = unknown;
    this.known = new ArrayList<>(known);
  }

  /** What was named. */
  public String unknown() {
    return unknown;
  }

  /** What might have been meant; empty when there is nothing. */
  public List<String> known() {
    return List.copyOf(known);
  }
}
