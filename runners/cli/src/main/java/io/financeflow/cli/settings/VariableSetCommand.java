package io.financeflow.cli.settings;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import io.financeflow.cli.config.Environment;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.cli.output.Failure;
import io.financeflow.orchestrator.settings.Edit;
import io.financeflow.orchestrator.settings.Variable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code variables set}. */
@Command(
    name = "set",
    mixinStandardHelpOptions = true,
    description = "Add a variable or change it; --secret and --about are kept if left out.")
final class VariableSetCommand implements Callable<Integer> {
  private final Environment environment;

  /** What a value is. */
  private enum Type {
    text,
    json
  }

  @Parameters(index = "0", paramLabel = "NAME", description = "Name of the variable.")
  private String name = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "VALUE",
      description = "Its value, up to 64 KiB.")
  private @Nullable String value;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "Where the value is; /dev/stdin for what is piped in.")
  private @Nullable Path file;

  @Option(
      names = "--type",
      defaultValue = "text",
      description = "What the value is: ${COMPLETION-CANDIDATES} (default: text).")
  private Type type = Type.text;

  @Option(
      names = "--secret",
      negatable = true,
      description = "Mask it where it is shown and in logs.")
  private @Nullable Boolean secret;

  @Option(names = "--about", paramLabel = "TEXT", description = "For people.")
  private @Nullable String about;

  VariableSetCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    JsonElement given = given();
    Edit<Variable> edit = new Edit<>(name, before -> changed(before, given));
    try (Store store = Store.open(environment)) {
      environment.console().out().println(Store.line(store.variables().edit(List.of(edit))));
    }
    return ExitCode.DONE.code();
  }

  private Variable changed(Optional<Variable> before, JsonElement given) {
    return new Variable(
        name,
        given,
        secret != null ? secret : before.map(Variable::secret).orElse(false),
        about != null ? about : before.map(Variable::about).orElse(""));
  }

  private JsonElement given() {
    if ((value == null) == (file == null)) {
      throw new Failure.Usage("give the value of '" + name + "' either as VALUE or with --file");
    }
    String text = file != null ? Given.line(file) : String.valueOf(value);
    return type == Type.json
        ? Given.json("the value of '" + name + "'", text)
        : new JsonPrimitive(text);
  }
}
