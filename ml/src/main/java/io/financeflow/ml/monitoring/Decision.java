package io.financeflow.ml.monitoring;

import java.time.Instant;
import java.util.List;

/** Whether to train a model again, with reasons in words. */
public sealed interface Decision {

  /** Returns the reasons, at least one, each a line. */
  List<String> reasons();

  /**
   * Train it now.
   *
   * @param trigger the weightiest of what applies
   */
  record Retrain(Trigger trigger, List<String> reasons) implements Decision {
    /** Copies the reasons. */
    public Retrain {
      reasons = List.copyOf(reasons);
    }
  }

  /**
   * There are reasons to train it, and the last attempt is too recent.
   *
   * @param trigger what applies
   * @param until when the cool-down ends
   */
  record CoolDown(Trigger trigger, Instant until, List<String> reasons) implements Decision {
    /** Copies the reasons. */
    public CoolDown {
      reasons = List.copyOf(reasons);
    }
  }

  /** There is no reason to train it. */
  record Leave(List<String> reasons) implements Decision {
    /** Copies the reasons. */
    public Leave {
      reasons = List.copyOf(reasons);
    }
  }
}
