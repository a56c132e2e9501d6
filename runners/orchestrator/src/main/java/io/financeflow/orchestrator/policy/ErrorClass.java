package io.financeflow.orchestrator.policy;

import java.util.Locale;

/** Why an attempt failed, told apart by what to do next. */
public enum ErrorClass {
  /** What it needs is not there yet: the same attempt can succeed later. */
  NOT_READY,
  /** What it was given is wrong: the same attempt fails again. */
  BAD_INPUT,
  /** Somebody refuses it, a key or a plan for instance: a person has to act. */
  REFUSED,
  /** The ground gave way: network, database, worker, time-out. */
  INFRASTRUCTURE,
  /** Anything else. */
  OTHER;

  /** The name in lower case, as users read and write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
