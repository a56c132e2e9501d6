package io.financeflow.cli.operate;

import io.financeflow.cli.config.Configuration;
import io.financeflow.cli.config.Environment;
import io.financeflow.cli.output.Failure;
import io.financeflow.orchestrator.catalogue.DagPlugin;
import io.financeflow.orchestrator.catalogue.LoadedDag;
import io.financeflow.orchestrator.task.Task;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the jars of a folder bring along, loaded once when the process starts.
 *
 * @param dags all of them
 * @param tasks by name
 */
public record Plugins(List<LoadedDag> dags, Map<String, Task> tasks) {

  /**
   * Those of the folder {@code FINANCEFLOW_PLUGINS} (default {@code plugins}), from the working
   * directory.
   */
  public static Plugins of(Environment environment, Configuration configuration) {
    String folder = configuration.get("FINANCEFLOW_PLUGINS").orElse("plugins");
    return load(environment.workingDirectory().resolve(folder));
  }

  /**
   * Loads every {@code *.jar} of the folder; a folder that does not exist has none.
   *
   * @throws Failure.Usage when a jar cannot be used
   */
  static Plugins load(Path folder) {
    if (Files.notExists(folder)) {
      return new Plugins(List.of(), Map.of());
    }
    List<LoadedDag> dags = new ArrayList<>();
    Map<String, Task> tasks = new TreeMap<>();
    for (Path jar : jars(folder)) {
      try {
        // Stays open: the tasks of a plugin load their classes when they run.
        URLClassLoader loader =
            new URLClassLoader(new URL[] {url(jar)}, DagPlugin.class.getClassLoader());
        for (DagPlugin plugin : ServiceLoader.load(DagPlugin.class, loader)) {
          plugin.dags().forEach(dag -> dags.add(new LoadedDag(dag, jar.getFileName().toString())));
          plugin.tasks().forEach(tasks::put);
        }
      } catch (ServiceConfigurationError | RuntimeException | LinkageError broken) {
        throw new Failure.Usage(
            jar.getFileName() + " cannot be used as a plugin: " + broken.getMessage());
      }
    }
    return new Plugins(List.copyOf(dags), Map.copyOf(tasks));
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException("a file has a URL: " + jar, e);
    }
  }

  private static List<Path> jars(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new Failure.Usage("cannot read " + folder + ": correct FINANCEFLOW_PLUGINS");
    }
  }
}
