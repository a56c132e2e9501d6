package io.financeflow.cli.learn;

import com.google.gson.JsonObject;
import io.financeflow.cli.config.Environment;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.cli.output.Failure;
import io.financeflow.cli.output.OutputFlag;
import io.financeflow.ml.store.ModelRef;
import io.financeflow.ml.store.StoredVersion;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code models delete}: removes a version, or a model with everything. */
@Command(
    name = "delete",
    mixinStandardHelpOptions = true,
    description = {
      "Delete a version, or with the plain NAME a whole model, with artifacts, predictions and"
          + " scores, for good.",
      "A version with an alias is only deleted with its model. Promotions and their reasons stay."
    })
final class ModelsDeleteCommand implements Callable<Integer> {
  private final Environment environment;

  @Parameters(paramLabel = ModelsCommand.VERSION, description = "The version, or the model.")
  private String ref = "";

  @Option(names = "--yes", description = "Really do it.")
  private boolean yes;

  @Mixin private OutputFlag output = new OutputFlag();

  ModelsDeleteCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    ModelRef given = ModelRef.parse(ref);
    boolean whole = given.alias().isEmpty() && given.version().isEmpty();
    int versions;
    String deleted;
    try (ModelDesk desk = ModelDesk.open(environment)) {
      if (whole) {
        versions = desk.store().versions(given.model()).size();
        deleted = given.model();
        ask(deleted + " with " + versions + (versions == 1 ? " version" : " versions"));
        versions = desk.store().delete(given.model());
      } else {
        StoredVersion version = desk.store().find(given).requireUnaliased();
        versions = 1;
        deleted = version.ref().text();
        ask(deleted);
        desk.store().delete(version.model(), version.version());
      }
    }
    print(deleted, versions);
    return ExitCode.DONE.code();
  }

  private void ask(String what) {
    if (!yes) {
      throw new Failure.Usage(
          "this would delete " + what + " and all its predictions: say --yes to do it");
    }
  }

  private void print(String deleted, int versions) {
    JsonObject json = new JsonObject();
    json.addProperty("deleted", deleted);
    json.addProperty("versions", versions);
    output.print(environment.console().out(), json, () -> "deleted: " + deleted + "\n");
  }
}
