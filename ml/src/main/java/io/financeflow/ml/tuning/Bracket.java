package io.financeflow.ml.tuning;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** One bracket of Hyperband in the middle of a search. */
final class Bracket {
  private final Brackets table;
  private final int number;
  private final List<List<Trial>> rungs = new ArrayList<>();
  private final int[] places;
  private final Map<Integer, Trial> children = new HashMap<>();
  private final Map<Integer, Integer> roots = new HashMap<>();

  /**
   * Sorts the trials of a bracket into their rungs.
   *
   * @param combinations how many the space has, >= 1
   */
  Bracket(Brackets table, int number, long combinations, List<Trial> trials) {
    this.table = table;
    this.number = number;
    for (int rung = 0; rung <= number; rung++) {
      rungs.add(new ArrayList<>());
    }
    for (Trial trial : trials) {
      rungs.get(trial.candidate().rung()).add(trial);
      OptionalInt parent = trial.candidate().parent();
      parent.ifPresent(of -> children.put(of, trial));
      int root = parent.isPresent() ? roots.getOrDefault(parent.getAsInt(), 0) : trial.number();
      roots.put(trial.number(), root);
    }
    places = places(combinations);
  }

  int number() {
    return number;
  }

  List<Trial> rung(int rung) {
    return rungs.get(rung);
  }

  /** Returns the continuation of a trial that is certain to be among the best of its rung. */
  Optional<Trial.Candidate> promotion() {
    for (int rung = number; rung >= 1; rung--) {
      List<Trial> ranked = ranked(rung - 1);
      ranked.removeIf(trial -> children.containsKey(trial.number()));
      boolean vacant = rungs.get(rung).size() < places[rung];
      if (vacant && ranked.size() > places[rung - 1] - places[rung]) {
        return Optional.of(continued(ranked.get(0), rung));
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the trials that may still be promoted, for no more have ended before them than there
   * are places, and those whose continuation has not ended.
   */
  Set<Integer> checkpoints() {
    Set<Integer> needed = new HashSet<>();
    for (int rung = 0; rung < number; rung++) {
      List<Trial> ranked = ranked(rung);
      for (Trial trial : ranked.subList(0, Math.min(places[rung + 1], ranked.size()))) {
        Trial child = children.get(trial.number());
        if (child == null || !child.ended()) {
          needed.add(trial.number());
        }
      }
    }
    return needed;
  }

  private Trial.Candidate continued(Trial best, int rung) {
    boolean goesOn = best.course().score().map(Trial.Score::checkpointed).orElse(false);
    int from = goesOn ? best.candidate().budget().toEpoch() : 0;
    return new Trial.Candidate(
        best.values(),
        new Budget(from, table.epochs(number, rung)),
        number,
        rung,
        OptionalInt.of(best.number()));
  }

  /** Returns the ended trials of a rung, the best first. */
  private List<Trial> ranked(int rung) {
    List<Trial> ended = new ArrayList<>(rungs.get(rung));
    ended.removeIf(trial -> !trial.ended());
    ended.sort(
        Comparator.comparingDouble(Trial::objective)
            .thenComparing(trial -> roots.getOrDefault(trial.number(), 0)));
    return ended;
  }

  /** Returns how many trials each rung will have; failed ones leave places empty at last. */
  private int[] places(long combinations) {
    int[] places = new int[number + 1];
    places[0] = (int) Math.min(combinations, table.size(number, 0));
    for (int rung = 1; rung <= number; rung++) {
      long failed =
          rungs.get(rung - 1).stream().filter(t -> t.state() == Trial.State.FAILED).count();
      places[rung] = (int) Math.min(places[rung - 1] - failed, table.size(number, rung));
    }
    return places;
  }
}
