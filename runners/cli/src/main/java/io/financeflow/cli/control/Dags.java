package io.financeflow.cli.control;

import io.financeflow.cli.config.Configuration;
import io.financeflow.cli.config.Environment;
import io.financeflow.cli.operate.Plugins;
import io.financeflow.cli.output.Failure;
import io.financeflow.cli.task.BuiltInDags;
import io.financeflow.orchestrator.catalogue.DagRegistry;
import io.financeflow.orchestrator.catalogue.LoadedDag;
import io.financeflow.orchestrator.control.Reports;
import io.financeflow.orchestrator.dag.Dag;
import io.financeflow.orchestrator.run.NoSuchThing;
import io.financeflow.orchestrator.yaml.DagFolder;
import io.financeflow.orchestrator.yaml.FileProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * The DAGs a command sees: those of the folder that FINANCEFLOW_DAGS names, else of {@code ./dags}
 * if there is one, those of plugins, and the built-in ones.
 *
 * @param folder empty when there is none
 * @param dags with where each is from, a path within the folder
 * @param problems of files
 */
public record Dags(Optional<Path> folder, List<LoadedDag> dags, List<FileProblem> problems) {

  private static final String FOLDER = "FINANCEFLOW_DAGS";
  private static final String BUILT_IN = "built-in";

  /** Keeps copies. */
  public Dags {
    dags = List.copyOf(dags);
    problems = List.copyOf(problems);
  }

  /**
   * Reads them.
   *
   * @throws Failure.Usage when the folder that is named is none
   */
  public static Dags read(Environment environment) throws IOException {
    Optional<Path> folder = folder(environment);
    List<LoadedDag> dags = new ArrayList<>();
    List<FileProblem> problems = new ArrayList<>();
    for (DagFolder.Source source : BuiltInDags.all()) {
      dags.add(new LoadedDag(source.dag(), slashes(source.file())));
    }
    dags.addAll(Plugins.of(environment, Configuration.read(environment)).dags());
    if (folder.isPresent()) {
      List<String> taken = dags.stream().map(dag -> dag.dag().id()).toList();
      DagFolder read = DagFolder.read(folder.get());
      problems.addAll(read.problems());
      for (DagFolder.Source source : read.dags()) {
        String file = slashes(folder.get().relativize(source.file()));
        if (taken.contains(source.dag().id())) {
          String id = source.dag().id();
          problems.add(
              new FileProblem(
                  file, 1, 1, "'" + id + "' is built in or of a plugin: choose another id"));
        } else {
          dags.add(new LoadedDag(source.dag(), file));
        }
      }
    }
    return new Dags(folder, dags, problems);
  }

  private static String slashes(Path path) {
    return path.toString().replace('\\', '/');
  }

  private static Optional<Path> folder(Environment environment) {
    Optional<Path> named =
        Configuration.read(environment)
            .get(FOLDER)
            .map(text -> environment.workingDirectory().resolve(text));
    named.ifPresent(
        path -> {
          if (!Files.isDirectory(path)) {
            throw new Failure.Usage(FOLDER + " names no folder: " + path);
          }
        });
    return named.or(
        () ->
            Optional.of(environment.workingDirectory().resolve("dags")).filter(Files::isDirectory));
  }

  /**
   * Brings the database up to date with them; says what is wrong in their files on standard error.
   *
   * <p>Without a folder nothing is done when the database has DAGs of files: a command that was
   * started elsewhere must not take them away.
   */
  void register(Jdbi jdbi, Environment environment) {
    boolean others =
        new Reports(jdbi)
            .dags().stream().anyMatch(d -> d.present() && !d.origin().startsWith(BUILT_IN));
    if (folder.isPresent() || !others) {
      register(jdbi, environment.clock());
    }
    problems.forEach(problem -> environment.console().err().println("warning: " + problem));
  }

  /** Makes these the DAGs of a database; a scheduler does so again when the folder has changed. */
  public DagRegistry.Changes register(Jdbi jdbi, Clock clock) {
    return new DagRegistry(jdbi, clock).load(dags, problems);
  }

  /**
   * One of them.
   *
   * @throws NoSuchThing when there is none of this id
   */
  Dag named(String id) {
    return dags.stream()
        .map(LoadedDag::dag)
        .filter(dag -> dag.id().equals(id))
        .findFirst()
        .orElseThrow(
            () -> NoSuchThing.of("DAG", id, dags.stream().map(dag -> dag.dag().id()).toList()));
  }
}
