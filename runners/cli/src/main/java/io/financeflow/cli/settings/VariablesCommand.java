package io.financeflow.cli.settings;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.financeflow.cli.config.Environment;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.cli.output.Listing;
import io.financeflow.cli.output.OutputFlag;
import io.financeflow.orchestrator.settings.Change;
import io.financeflow.orchestrator.settings.Edit;
import io.financeflow.orchestrator.settings.Variable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code variables}: values that templates use. */
@Command(
    name = "variables",
    mixinStandardHelpOptions = true,
    description = {
      "List and change variables: values that tasks use as {{ vars.NAME }}, encrypted at rest.",
      "Names with password, secret, token, key or authorization are secret: masked where shown."
    })
public final class VariablesCommand {
  private static final int WIDEST = 60;

  private final Environment environment;

  private VariablesCommand(Environment environment) {
    this.environment = environment;
  }

  /** The command with all its subcommands. */
  public static CommandLine line(Environment environment) {
    return new CommandLine(new VariablesCommand(environment))
        .addSubcommand(new VariableSetCommand(environment));
  }

  @Command(description = "List the variables.", mixinStandardHelpOptions = true)
  int list(@Mixin OutputFlag output) {
    Listing listing =
        Listing.of("name", "value", "secret", "about")
            .ifEmpty("no variables: see ./financeflow variables set --help");
    boolean table = output.form() == Listing.Form.table;
    try (Store store = Store.open(environment)) {
      for (Variable each : store.variables().list()) {
        JsonElement shown = table ? shortened(each.shown()) : each.shown();
        listing.row(each.name(), shown, each.secret(), each.about());
      }
    }
    output.print(environment.console().out(), listing);
    return ExitCode.DONE.code();
  }

  @Command(description = "Show a variable: its value alone.", mixinStandardHelpOptions = true)
  int get(
      @Parameters(paramLabel = "NAME", description = "Name of the variable.") String name,
      @Option(names = "--reveal", description = "Also what is secret.") boolean reveal,
      @Mixin OutputFlag output) {
    Variable variable;
    try (Store store = Store.open(environment)) {
      variable = store.variables().named(name);
    }
    JsonElement value = reveal ? variable.value() : variable.shown();
    output.print(
        environment.console().out(),
        json(variable, value),
        () -> (value.isJsonPrimitive() ? value.getAsString() : value.toString()) + "\n");
    return ExitCode.DONE.code();
  }

  @Command(description = "Delete a variable; needs no key.", mixinStandardHelpOptions = true)
  int delete(@Parameters(paramLabel = "NAME", description = "Name of the variable.") String name) {
    try (Store store = Store.open(environment)) {
      store.variables().delete(name);
    }
    environment.console().out().println("deleted: " + name);
    return ExitCode.DONE.code();
  }

  @Command(name = "export", description = "Write all variables.", mixinStandardHelpOptions = true)
  int export(
      @Option(names = "--reveal", description = "Also what is secret, as null otherwise.")
          boolean reveal,
      @Mixin ExportFlags flags) {
    JsonArray items = new JsonArray();
    try (Store store = Store.open(environment)) {
      for (Variable each : store.variables().list()) {
        boolean clear = reveal || each.shown().equals(each.value());
        items.add(json(each, clear ? each.value() : JsonNull.INSTANCE));
      }
    }
    flags.write(environment.console(), items);
    return ExitCode.DONE.code();
  }

  @Command(
      name = "import",
      description = "Store all variables of a file, or none; others stay.",
      mixinStandardHelpOptions = true)
  int importFile(
      @Parameters(paramLabel = "FILE", description = "JSON or YAML, as export writes it.")
          Path file,
      @Mixin OutputFlag output) {
    List<Edit<Variable>> edits =
        Item.read(file, Set.of("name", "value", "secret", "about")).stream()
            .map(VariablesCommand::edit)
            .toList();
    try (Store store = Store.open(environment)) {
      Map<String, Change> changes = store.variables().edit(edits);
      output.print(environment.console().out(), Store.listing(changes));
    }
    return ExitCode.DONE.code();
  }

  private static Edit<Variable> edit(Item item) {
    String name = item.name();
    return new Edit<>(
        name,
        before ->
            new Variable(
                name,
                item.json("value")
                    .or(() -> before.map(Variable::value))
                    .orElseThrow(() -> item.wrong("'" + name + "' has no value and is not stored")),
                item.truth("secret").or(() -> before.map(Variable::secret)).orElse(false),
                item.text("about").or(() -> before.map(Variable::about)).orElse("")));
  }

  private static JsonObject json(Variable variable, JsonElement value) {
    JsonObject item = new JsonObject();
    item.addProperty("name", variable.name());
    item.add("value", value);
    item.addProperty("secret", variable.secret());
    item.addProperty("about", variable.about());
    return item;
  }

  private static JsonElement shortened(JsonElement value) {
    String text = value.isJsonPrimitive() ? value.getAsString() : value.toString();
    return new JsonPrimitive(
        text.length() <= WIDEST ? text : text.substring(0, WIDEST - 3) + "...");
  }
}
