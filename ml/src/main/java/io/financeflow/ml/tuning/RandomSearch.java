package io.financeflow.ml.tuning;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Random combinations, none twice. The values of a trial depend on the seed and its number only,
 * not on results or the number of threads.
 *
 * @param epochs per trial, >= 1
 */
public record RandomSearch(SearchSpace space, int epochs, long seed) implements SearchPlan {

  /** Checks the bounds. */
  public RandomSearch {
    Budget all = new Budget(0, epochs);
    epochs = all.epochs();
  }

  @Override
  public String kind() {
    return "random";
  }

  @Override
  public JsonObject settings() {
    JsonObject settings = new JsonObject();
    settings.addProperty("epochs", epochs);
    return settings;
  }

  @Override
  public Extent extent() {
    return Extent.alike(space.size(), epochs);
  }

  @Override
  public Step next(List<Trial> trials) {
    Set<String> drawn =
        trials.stream().map(trial -> trial.values().hash()).collect(Collectors.toSet());
    Optional<Values> values = Draws.next(space, seed, 0, drawn);
    return values.isPresent()
        ? new Step.Start(Trial.Candidate.first(values.get(), new Budget(0, epochs), 0))
        : new Step.End(
            "all %d combinations of the space were tried, so there are no more to draw"
                .formatted(drawn.size()));
  }
}
