package io.financeflow.cli.operate;

import io.financeflow.cli.config.Configuration;
import io.financeflow.cli.config.Environment;
import io.financeflow.cli.task.BuiltInDags;
import io.financeflow.orchestrator.catalogue.LoadedDag;
import io.financeflow.orchestrator.yaml.DagFolder;
import io.financeflow.orchestrator.yaml.FileProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Where DAGs come from: those of the program, of plugins, and of a folder that may change at any
 * time. A file wins over a plugin and that over a built-in DAG of the same id.
 */
public final class DagSources {

  private final Path folder;
  private final Plugins plugins;

  private DagSources(Path folder, Plugins plugins) {
    this.folder = folder;
    this.plugins = plugins;
  }

  /**
   * The DAGs that a configuration names: {@code FINANCEFLOW_DAGS} (default {@code dags}) and {@code
   * FINANCEFLOW_PLUGINS} (default {@code plugins}), both from the working directory.
   */
  public static DagSources of(Environment environment, Configuration configuration) {
    Path here = environment.workingDirectory();
    return new DagSources(
        here.resolve(configuration.get("FINANCEFLOW_DAGS").orElse("dags")),
        Plugins.load(here.resolve(configuration.get("FINANCEFLOW_PLUGINS").orElse("plugins"))));
  }

  /** All DAGs, and what is wrong in files. */
  public record Found(List<LoadedDag> dags, List<FileProblem> problems) {}

  /** The plugins. */
  Plugins plugins() {
    return plugins;
  }

  /** Reads them; a folder that does not exist is empty. */
  public Found read() throws IOException {
    DagFolder files =
        Files.isDirectory(folder) ? DagFolder.read(folder) : new DagFolder(List.of(), List.of());
    List<LoadedDag> all = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (DagFolder.Source file : files.dags()) {
      add(all, taken, new LoadedDag(file.dag(), folder.relativize(file.file()).toString()));
    }
    plugins.dags().forEach(dag -> add(all, taken, dag));
    BuiltInDags.all().forEach(dag -> add(all, taken, new LoadedDag(dag.dag(), "built-in")));
    return new Found(all, files.problems());
  }

  private static void add(List<LoadedDag> all, Set<String> taken, LoadedDag dag) {
    if (taken.add(dag.dag().id())) {
      all.add(dag);
    }
  }

  /** Changes whenever a file of the folder does: names, sizes and times. */
  Map<Path, String> state() throws IOException {
    Map<Path, String> state = new TreeMap<>();
    if (!Files.isDirectory(folder)) {
      return state;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        FileTime changed = Files.getLastModifiedTime(file);
        state.put(file, Files.size(file) + " " + changed);
      }
    }
    return state;
  }
}
