package io.financeflow.cli.operate;

import io.financeflow.orchestrator.catalogue.DagRegistry;
import io.financeflow.orchestrator.yaml.FileProblem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jdbi.v3.core.JdbiException;

/** Keeps the database's DAGs up to date with their sources; used by one thread. */
final class DagWatch {

  private final DagSources sources;
  private final DagRegistry registry;
  private final Consumer<String> say;
  private Map<Path, String> loaded = Map.of();
  private boolean first = true;

  /** Tells people through {@code say} what has changed. */
  DagWatch(DagSources sources, DagRegistry registry, Consumer<String> say) {
    this.sources = sources;
    this.registry = registry;
    this.say = say;
  }

  /** Loads everything if something may have changed; what fails is said and tried again. */
  void look() {
    try {
      Map<Path, String> state = sources.state();
      if (first || !state.equals(loaded)) {
        load();
        loaded = state;
        first = false;
      }
    } catch (IOException | UncheckedIOException e) {
      say.accept("the folder of DAGs cannot be read and is read again: " + e.getMessage());
    } catch (JdbiException away) {
      say.accept("DAGs cannot be stored and are stored again: " + away.getMessage());
    }
  }

  private void load() throws IOException {
    DagSources.Found found = sources.read();
    DagRegistry.Changes changes = registry.load(found.dags(), found.problems());
    tell("new DAG", changes.added());
    tell("changed DAG", changes.changed());
    tell("gone DAG", changes.gone());
    for (FileProblem problem : found.problems()) {
      say.accept(problem.toString());
    }
  }

  private void tell(String what, List<String> ids) {
    ids.forEach(id -> say.accept(what + ": " + id));
  }
}
