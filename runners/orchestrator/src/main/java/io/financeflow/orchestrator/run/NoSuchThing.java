package io.financeflow.orchestrator.run;

import io.financeflow.orchestrator.template.KnownNames;
import java.util.Collection;

/** Somebody named a DAG, run or task that does not exist; the message says what does. */
public final class NoSuchThing extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Names it. */
  public NoSuchThing(String message) {
    super(message);
  }

  /** {@code there is no DAG 'dayly'; did you mean 'daily'? known are ...}. */
  public static NoSuchThing of(String kind, String name, Collection<String> known) {
    return new NoSuchThing(
        "there is no " + kind + " '" + name + "'; " + KnownNames.hint(name, known));
  }
}
