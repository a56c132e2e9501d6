package io.financeflow.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.financeflow.cli.config.Configuration;
import io.financeflow.cli.config.Databases;
import io.financeflow.cli.config.Environment;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.model.Dataset;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dataset}: training sets cut out of features. */
@Command(
    name = "dataset",
    mixinStandardHelpOptions = true,
    description = {
      "Make, list, show, export and delete datasets: which rows of features a model learns from.",
      "A dataset has three consecutive segments (train, valid, test), gaps between them that keep"
          + " windows and labels apart, and the scaling of its training segment."
    })
final class DatasetCommand {
  private final Environment environment;

  private DatasetCommand(Environment environment) {
    this.environment = environment;
  }

  /** Returns the command with all its subcommands. */
  static CommandLine line(Environment environment) {
    return new CommandLine(new DatasetCommand(environment))
        .addSubcommand(new DatasetCreateCommand(environment))
        .addSubcommand(new DatasetExportCommand(environment));
  }

  @Command(name = "list", description = "List the datasets.", mixinStandardHelpOptions = true)
  int list(@Option(names = "--json", description = "Print one JSON object.") boolean json) {
    List<Dataset> datasets;
    try (Database database = open()) {
      datasets = new Datasets(database).all();
    }
    if (json) {
      JsonArray array = new JsonArray();
      datasets.forEach(dataset -> array.add(DatasetReport.json(dataset)));
      JsonObject object = new JsonObject();
      object.add("datasets", array);
      environment.console().out().println(object);
    } else if (datasets.isEmpty()) {
      environment.console().out().println("no datasets: see ./financeflow dataset create --help");
    } else {
      environment.console().out().print(DatasetReport.table(datasets));
    }
    return ExitCode.DONE.code();
  }

  @Command(
      description = "Show a dataset: segments, rows, and mean and deviation of each feature.",
      mixinStandardHelpOptions = true)
  int show(
      @Parameters(paramLabel = "NAME", description = "Name of the dataset.") String name,
      @Option(names = "--json", description = "Print one JSON object.") boolean json) {
    try (Database database = open()) {
      Datasets datasets = new Datasets(database);
      Dataset dataset = datasets.named(name);
      environment
          .console()
          .out()
          .print(
              json
                  ? DatasetReport.json(dataset) + "\n"
                  : DatasetReport.text(dataset, datasets.featureNames(dataset)));
    }
    return ExitCode.DONE.code();
  }

  @Command(
      description = "Delete a dataset. The rows stay: they belong to the feature set.",
      mixinStandardHelpOptions = true)
  int delete(@Parameters(paramLabel = "NAME", description = "Name of the dataset.") String name) {
    try (Database database = open()) {
      new Datasets(database).delete(name);
    }
    environment.console().out().println("deleted: " + name);
    return ExitCode.DONE.code();
  }

  private Database open() {
    return new Databases(Configuration.read(environment)).open();
  }
}
