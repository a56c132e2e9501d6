package io.financeflow.orchestrator.settings;

/** A setting that is refused as it was given; says what to give instead, in one line. */
public final class InvalidSetting extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** What is wrong and what to do, without any secret. */
  public InvalidSetting(String message) {
    super(message);
  }
}
