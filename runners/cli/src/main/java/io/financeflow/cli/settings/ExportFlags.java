package io.financeflow.cli.settings;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import io.financeflow.cli.output.Console;
import io.financeflow.cli.output.Failure;
import io.financeflow.cli.output.Yaml;
import io.financeflow.orchestrator.settings.OwnerOnly;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Where an export goes and in which form, as a mixin. */
final class ExportFlags {
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().serializeNulls().disableHtmlEscaping().create();

  /** What import reads. */
  private enum Form {
    json,
    yaml
  }

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "Written for its owner only; standard output when left out.")
  private @Nullable Path file;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      description = "${COMPLETION-CANDIDATES}; by the ending of FILE when left out, else json.")
  private @Nullable Form form;

  /** Writes the items, and says where unless that is standard output. */
  void write(Console console, JsonArray items) {
    String text = form() == Form.yaml ? Yaml.write(items) : GSON.toJson(items) + "\n";
    if (file == null) {
      console.out().print(text);
      return;
    }
    try {
      OwnerOnly.write(file, text);
    } catch (IOException e) {
      throw new Failure.Usage("cannot write " + file + ": check its folder and permissions");
    }
    console.out().println("exported: " + items.size() + " to " + file);
  }

  private Form form() {
    if (form != null) {
      return form;
    }
    String name = String.valueOf(file).toLowerCase(Locale.ROOT);
    return name.endsWith(".yaml") || name.endsWith(".yml") ? Form.yaml : Form.json;
  }
}
