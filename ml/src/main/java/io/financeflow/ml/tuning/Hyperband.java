package io.financeflow.ml.tuning;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Hyperband (Li et al. 2018) with the table of {@link Brackets}: many combinations are trained a
 * little, the best of them more. The bracket that drops the most comes first.
 *
 * <p>A trial is promoted as soon as more candidates of its rung have ended than will be dropped. It
 * is then among the best of the rung whatever the others will score, so the same combinations are
 * promoted on any number of threads; only the numbers of trials differ. With one thread these are
 * the same too. Equal objectives are in the order of their first draw. A failed trial is the worst.
 *
 * <p>A bracket has no combination twice; one that has more places than the space has combinations
 * takes them all. Different brackets may have the same.
 */
public record Hyperband(SearchSpace space, Brackets brackets, long seed) implements SearchPlan {

  @Override
  public String kind() {
    return "hyperband";
  }

  @Override
  public JsonObject settings() {
    JsonObject settings = new JsonObject();
    settings.addProperty("max_epochs", brackets.maxEpochs());
    settings.addProperty("factor", brackets.factor());
    return settings;
  }

  @Override
  public Extent extent() {
    long size = space.size().orElse(Long.MAX_VALUE);
    int trials = 0;
    long epochs = 0;
    for (int bracket = 0; bracket < brackets.count(); bracket++) {
      for (int rung = 0; rung <= bracket; rung++) {
        int places = (int) Math.min(size, brackets.size(bracket, rung));
        int before = rung == 0 ? 0 : brackets.epochs(bracket, rung - 1);
        trials += places;
        epochs += (long) places * (brackets.epochs(bracket, rung) - before);
      }
    }
    return new Extent(OptionalInt.of(trials), OptionalLong.of(epochs));
  }

  @Override
  public Step next(List<Trial> trials) {
    for (int number = brackets.count() - 1; number >= 0; number--) {
      Bracket bracket = bracket(number, trials);
      Optional<Trial.Candidate> candidate =
          bracket.promotion().or(() -> beginning(bracket.number(), bracket.rung(0)));
      if (candidate.isPresent()) {
        return new Step.Start(candidate.get());
      }
    }
    return trials.stream().allMatch(Trial::ended)
        ? new Step.End("all %d brackets were run".formatted(brackets.count()))
        : new Step.Wait();
  }

  @Override
  public Set<Integer> checkpoints(List<Trial> trials) {
    Set<Integer> needed = new HashSet<>();
    for (int number = 0; number < brackets.count(); number++) {
      needed.addAll(bracket(number, trials).checkpoints());
    }
    return needed;
  }

  private Optional<Trial.Candidate> beginning(int bracket, List<Trial> drawn) {
    if (drawn.size() >= brackets.size(bracket, 0)) {
      return Optional.empty();
    }
    Set<String> hashes =
        drawn.stream().map(trial -> trial.values().hash()).collect(Collectors.toSet());
    return Draws.next(space, seed, bracket, hashes)
        .map(
            values ->
                Trial.Candidate.first(values, new Budget(0, brackets.epochs(bracket, 0)), bracket));
  }

  private Bracket bracket(int number, List<Trial> trials) {
    List<Trial> own = new ArrayList<>();
    for (Trial trial : trials) {
      if (trial.candidate().bracket() == number) {
        own.add(trial);
      }
    }
    return new Bracket(brackets, number, space.size().orElse(Long.MAX_VALUE), own);
  }
}
