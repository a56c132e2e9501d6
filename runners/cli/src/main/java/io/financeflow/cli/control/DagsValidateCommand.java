package io.financeflow.cli.control;

import io.financeflow.cli.config.Environment;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.cli.output.Failure;
import io.financeflow.cli.output.Listing;
import io.financeflow.cli.output.OutputFlag;
import io.financeflow.orchestrator.catalogue.LoadedDag;
import io.financeflow.orchestrator.dag.Dag;
import io.financeflow.orchestrator.dag.DagProblem;
import io.financeflow.orchestrator.yaml.DagDocument;
import io.financeflow.orchestrator.yaml.DagFolder;
import io.financeflow.orchestrator.yaml.FileProblem;
import io.financeflow.orchestrator.yaml.InvalidFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code dags validate}: what is wrong in files. */
@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    description = {
      "Check DAG files without a database: prints file:line:column and what to write instead.",
      "Without a file, all DAGs there are. Exit code 20 when anything is wrong."
    },
    footer = "%nExample: ./financeflow dags validate dags/daily.yaml")
final class DagsValidateCommand implements Callable<Integer> {
  private final Environment environment;
  private final Function<Dag, List<DagProblem>> check;

  @Parameters(arity = "0..1", paramLabel = "FILE|FOLDER", description = "What to check.")
  private @Nullable Path path;

  @Mixin private OutputFlag output = new OutputFlag();

  /** Asks {@code check} about the names in DAGs that can be read. */
  DagsValidateCommand(Environment environment, Function<Dag, List<DagProblem>> check) {
    this.environment = environment;
    this.check = check;
  }

  @Override
  public Integer call() throws IOException {
    List<LoadedDag> dags = new ArrayList<>();
    List<FileProblem> problems = new ArrayList<>();
    Path wanted = path;
    if (wanted == null) {
      Dags all = Dags.read(environment);
      dags.addAll(all.dags());
      problems.addAll(all.problems());
    } else {
      read(environment.workingDirectory().resolve(wanted), wanted, dags, problems);
    }
    for (LoadedDag dag : dags) {
      problems.addAll(wrongNames(dag));
    }
    report(dags.size(), problems);
    return problems.isEmpty() ? ExitCode.DONE.code() : ExitCode.BAD_INPUT.code();
  }

  private static void read(Path place, Path named, List<LoadedDag> dags, List<FileProblem> problems)
      throws IOException {
    if (Files.isDirectory(place)) {
      DagFolder folder = DagFolder.read(place);
      folder
          .dags()
          .forEach(
              source ->
                  dags.add(
                      new LoadedDag(source.dag(), place.relativize(source.file()).toString())));
      problems.addAll(folder.problems());
    } else if (Files.isRegularFile(place)) {
      try {
        String text = Files.readString(place, StandardCharsets.UTF_8);
        dags.add(new LoadedDag(DagDocument.read(named.toString(), text), named.toString()));
      } catch (InvalidFile invalid) {
        problems.addAll(invalid.problems());
      }
    } else {
      throw new Failure.Usage("there is no file or folder " + named);
    }
  }

  /** Their lines are not kept; the task says where. */
  private List<FileProblem> wrongNames(LoadedDag dag) {
    return check.apply(dag.dag()).stream()
        .map(problem -> new FileProblem(dag.origin(), 1, 1, problem.toString()))
        .toList();
  }

  private void report(int dags, List<FileProblem> problems) {
    Listing listing =
        Listing.of("file", "line", "column", "message")
            .ifEmpty(dags + (dags == 1 ? " DAG is valid" : " DAGs are valid"));
    for (FileProblem problem : problems) {
      listing.row(problem.file(), problem.line(), problem.column(), problem.message());
    }
    if (output.form() == Listing.Form.table && !problems.isEmpty()) {
      problems.forEach(problem -> environment.console().out().println(problem));
    } else {
      output.print(environment.console().out(), listing);
    }
    Optional.of(problems.size())
        .filter(count -> count > 0)
        .ifPresent(
            count ->
                environment
                    .console()
                    .err()
                    .println("error: " + count + " problems: correct the files"));
  }
}
