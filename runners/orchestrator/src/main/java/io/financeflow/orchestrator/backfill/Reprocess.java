package io.financeflow.orchestrator.backfill;

import io.financeflow.orchestrator.state.RunState;
import java.util.Locale;
import java.util.Optional;

/** Which slots that have run are run again. */
public enum Reprocess {
  /** None: only slots that have not run. */
  NONE,
  /** Those whose latest execution failed. */
  FAILED,
  /** All but those that are queued or running. */
  ALL;

  /**
   * Why a run is not executed again.
   *
   * @param latest the state of its latest execution; empty when it was never begun
   * @return empty when it is to be executed
   */
  Optional<String> refusal(Optional<RunState> latest) {
    if (latest.isEmpty()) {
      return Optional.empty();
    }
    return switch (latest.get()) {
      case QUEUED, RUNNING -> Optional.of("in flight");
      case FAILED -> unless(this == NONE, "has failed: reprocess failed or all runs it again");
      case SUCCESS -> unless(this != ALL, "has succeeded: reprocess all runs it again");
    };
  }

  private static Optional<String> unless(boolean refused, String reason) {
    return refused ? Optional.of(reason) : Optional.empty();
  }

  /** The name in lower case, as users write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
