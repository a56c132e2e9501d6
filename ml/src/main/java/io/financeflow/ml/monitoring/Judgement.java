package io.financeflow.ml.monitoring;

import java.util.List;
import java.util.OptionalDouble;

/** Whether a challenger takes the champion's place, with reasons in words and in figures. */
public sealed interface Judgement {

  /** Returns a line per opponent. */
  List<String> reasons();

  /** Returns the figures per opponent. */
  List<Duel> duels();

  /**
   * A challenger against one opponent.
   *
   * @param opponent its name
   * @param rmse of the challenger
   * @param opponentRmse of the opponent
   * @param pValue of Diebold and Mariano's test that the challenger is better; empty when the
   *     losses never differ
   * @param won whether it is better by the margin, and significantly
   */
  record Duel(
      String opponent, double rmse, double opponentRmse, OptionalDouble pValue, boolean won) {

    /** Returns by which share its error is smaller; negative when larger, 0 without any error. */
    public double improvement() {
      return opponentRmse > 0 ? 1 - rmse / opponentRmse : 0;
    }
  }

  /** It is better than all. */
  record Promote(List<String> reasons, List<Duel> duels) implements Judgement {
    /** Copies the lists. */
    public Promote {
      reasons = List.copyOf(reasons);
      duels = List.copyOf(duels);
    }
  }

  /** Somebody is as good: the champion stays. */
  record Keep(List<String> reasons, List<Duel> duels) implements Judgement {
    /** Copies the lists. */
    public Keep {
      reasons = List.copyOf(reasons);
      duels = List.copyOf(duels);
    }
  }
}
