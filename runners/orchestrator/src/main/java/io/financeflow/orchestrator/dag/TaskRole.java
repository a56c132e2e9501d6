package io.financeflow.orchestrator.dag;

import java.util.Locale;

/** What a task is to the others. */
public enum TaskRole {
  /** Work. */
  WORK,
  /** Makes something ready that others use and a teardown takes away. */
  SETUP,
  /** Takes it away; does not decide whether the run was good. */
  TEARDOWN;

  /** The name in lower case, as YAML has it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
