package io.financeflow.ml.monitoring;

/** Why a model is trained again; the first one that applies is the one that is recorded. */
public enum Trigger {
  /** Somebody asked for it. */
  MANUAL,
  /** Its forecasts have become worse. */
  PERFORMANCE,
  /** What it reads has changed. */
  DRIFT,
  /** There is enough that it has not seen. */
  NEW_DATA,
  /** It is old. */
  SCHEDULE
}
