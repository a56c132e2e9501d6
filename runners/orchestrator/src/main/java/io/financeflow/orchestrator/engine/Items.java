package io.financeflow.orchestrator.engine;

import com.google.gson.JsonElement;
import io.financeflow.orchestrator.dag.Mapping;
import java.util.List;
import java.util.Optional;

/** The elements a mapped task is repeated over. */
final class Items {

  private Items() {}

  /** The elements; empty when the task before gave no list, or one that is too long. */
  static Optional<List<JsonElement>> of(Mapping mapping, RunFacts facts) {
    if (mapping instanceof Mapping.Over over) {
      return Optional.of(over.items().asList());
    }
    return mapping instanceof Mapping.OverOutput output
        ? facts
            .list(output.task(), output.key())
            .filter(items -> items.size() <= Mapping.MAX_LENGTH)
        : Optional.empty();
  }
}
