package io.financeflow.cli.operate;

import io.financeflow.cli.config.Environment;
import io.financeflow.cli.control.Dags;
import io.financeflow.cli.output.Failure;
import io.financeflow.orchestrator.catalogue.DagRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** Keeps the database's DAGs up to date with their sources; used by one thread at a time. */
final class DagWatch {

  private final Environment environment;
  private final Jdbi jdbi;
  private Optional<Map<Path, String>> loaded = Optional.empty();
  private Optional<Path> folder = Optional.empty();

  /** Tells people on standard error what has changed. */
  DagWatch(Environment environment, Jdbi jdbi) {
    this.environment = environment;
    this.jdbi = jdbi;
  }

  /** Loads everything if something may have changed; what fails is said and tried again. */
  void look() {
    try {
      if (loaded.isEmpty() || !loaded.get().equals(state())) {
        load();
      }
    } catch (IOException | UncheckedIOException | Failure.Usage e) {
      say("the folder of DAGs cannot be read and is read again: " + e.getMessage());
    } catch (JdbiException away) {
      say("DAGs cannot be stored and are stored again: " + away.getMessage());
    }
  }

  /** Changes whenever a file of the folder does: names, sizes and times. */
  private Map<Path, String> state() throws IOException {
    Map<Path, String> state = new TreeMap<>();
    if (folder.isEmpty() || !Files.isDirectory(folder.get())) {
      return state;
    }
    try (Stream<Path> files = Files.walk(folder.get())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        state.put(file, Files.size(file) + " " + Files.getLastModifiedTime(file));
      }
    }
    return state;
  }

  private void load() throws IOException {
    Dags dags = Dags.read(environment);
    folder = dags.folder();
    Map<Path, String> now = state();
    DagRegistry.Changes changes = dags.register(jdbi, environment.clock());
    tell("new DAG", changes.added());
    tell("changed DAG", changes.changed());
    tell("gone DAG", changes.gone());
    dags.problems().forEach(problem -> say(problem.toString()));
    loaded = Optional.of(now);
  }

  private void tell(String what, List<String> ids) {
    ids.forEach(id -> say(what + ": " + id));
  }

  private void say(String line) {
    environment.console().err().println(line);
  }
}
