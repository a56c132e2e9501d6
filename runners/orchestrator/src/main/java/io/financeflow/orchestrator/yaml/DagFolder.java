package io.financeflow.orchestrator.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.financeflow.orchestrator.dag.Dag;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The DAGs of a folder, {@code *.yaml} and {@code *.yml} at any depth, in the order of their names.
 *
 * @param dags what could be read
 * @param problems what is wrong in the other files; one bad file does not stop the others
 */
public record DagFolder(List<Source> dags, List<FileProblem> problems) {

  /**
   * A DAG with the file it is from.
   *
   * @param text of the file
   */
  public record Source(Path file, String text, Dag dag) {}

  /** Keeps copies. */
  public DagFolder {
    dags = List.copyOf(dags);
    problems = List.copyOf(problems);
  }

  /**
   * Reads the folder; of two files with one DAG the second is a problem.
   *
   * @throws IOException when the folder or a file in it cannot be read
   */
  public static DagFolder read(Path folder) throws IOException {
    List<Source> dags = new ArrayList<>();
    List<FileProblem> problems = new ArrayList<>();
    Map<String, Path> owners = new HashMap<>();
    for (Path file : files(folder)) {
      String name = folder.relativize(file).toString();
      try {
        String text = Files.readString(file, UTF_8);
        Dag dag = DagDocument.read(name, text);
        Path owner = owners.putIfAbsent(dag.id(), file);
        if (owner == null) {
          dags.add(new Source(file, text, dag));
        } else {
          String first = folder.relativize(owner).toString();
          problems.add(
              new FileProblem(
                  name, 1, 1, "the DAG '" + dag.id() + "' is in " + first + " too: rename one"));
        }
      } catch (InvalidFile e) {
        problems.addAll(e.problems());
      } catch (MalformedInputException e) {
        problems.add(new FileProblem(name, 1, 1, "not UTF-8: save it in that encoding"));
      }
    }
    return new DagFolder(dags, problems);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(DagFolder::isYaml).filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static boolean isYaml(Path file) {
    String name = file.toString();
    return name.endsWith(".yaml") || name.endsWith(".yml");
  }
}
