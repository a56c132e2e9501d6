package io.financeflow.ml.tuning;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.OptionalLong;

/**
 * Every combination once, the last parameter changing fastest. The trials do not depend on the
 * number of threads.
 *
 * @param space at most a million combinations
 * @param epochs per trial, >= 1; 1 for models that have none
 */
public record GridSearch(SearchSpace space, int epochs) implements SearchPlan {

  /** Checks the bounds. */
  public GridSearch {
    space.gridSize();
    Budget all = new Budget(0, epochs);
    epochs = all.epochs();
  }

  @Override
  public String kind() {
    return "grid";
  }

  @Override
  public long seed() {
    return 0;
  }

  @Override
  public JsonObject settings() {
    JsonObject settings = new JsonObject();
    settings.addProperty("epochs", epochs);
    return settings;
  }

  @Override
  public Extent extent() {
    return Extent.alike(OptionalLong.of(space.gridSize()), epochs);
  }

  @Override
  public Step next(List<Trial> trials) {
    long size = space.gridSize();
    return trials.size() < size
        ? new Step.Start(Trial.Candidate.first(space.grid(trials.size()), new Budget(0, epochs), 0))
        : new Step.End("all %d combinations were tried".formatted(size));
  }
}
