package io.financeflow.cli.settings;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.financeflow.cli.config.Environment;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.cli.output.Listing;
import io.financeflow.cli.output.OutputFlag;
import io.financeflow.orchestrator.settings.Change;
import io.financeflow.orchestrator.settings.Edit;
import io.financeflow.orchestrator.settings.Pool;
import io.financeflow.schema.run.PoolTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pools}: slots that tasks share. */
@Command(
    name = "pools",
    mixinStandardHelpOptions = true,
    description =
        "List and change pools: slots that tasks share, so that not too many run at once.")
public final class PoolsCommand {
  private final Environment environment;

  /** The command on that environment. */
  public PoolsCommand(Environment environment) {
    this.environment = environment;
  }

  @Command(description = "List the pools.", mixinStandardHelpOptions = true)
  int list(@Mixin OutputFlag output) {
    try (Store store = Store.open(environment)) {
      output.print(environment.console().out(), listing(store.pools().list()));
    }
    return ExitCode.DONE.code();
  }

  @Command(description = "Show a pool.", mixinStandardHelpOptions = true)
  int get(
      @Parameters(paramLabel = "NAME", description = "Name of the pool.") String name,
      @Mixin OutputFlag output) {
    try (Store store = Store.open(environment)) {
      Listing listing = listing(List.of(store.pools().named(name)));
      output.print(
          environment.console().out(),
          listing.json().get(0),
          () -> listing.text(Listing.Form.table));
    }
    return ExitCode.DONE.code();
  }

  @Command(description = "Add a pool or change it.", mixinStandardHelpOptions = true)
  int set(
      @Parameters(paramLabel = "NAME", description = "Name of the pool.") String name,
      @Parameters(paramLabel = "SLOTS", description = "Slots; 0 lets nothing of it start.")
          int slots,
      @Option(names = "--about", paramLabel = "TEXT", description = "For people; kept if left out.")
          @Nullable String about) {
    try (Store store = Store.open(environment)) {
      Edit<Pool> edit =
          new Edit<>(
              name,
              before ->
                  new Pool(
                      name, slots, about != null ? about : before.map(Pool::about).orElse("")));
      print(Store.line(store.pools().edit(List.of(edit))));
    }
    return ExitCode.DONE.code();
  }

  @Command(description = "Delete a pool that nothing needs.", mixinStandardHelpOptions = true)
  int delete(@Parameters(paramLabel = "NAME", description = "Name of the pool.") String name) {
    try (Store store = Store.open(environment)) {
      store.pools().delete(name);
    }
    print("deleted: " + name);
    return ExitCode.DONE.code();
  }

  @Command(name = "export", description = "Write all pools.", mixinStandardHelpOptions = true)
  int export(@Mixin ExportFlags flags) {
    JsonArray items = new JsonArray();
    try (Store store = Store.open(environment)) {
      for (PoolTable.Row row : store.pools().list()) {
        JsonObject item = new JsonObject();
        item.addProperty("name", row.name());
        item.addProperty("slots", row.slots());
        item.addProperty("about", row.about());
        items.add(item);
      }
    }
    flags.write(environment.console(), items);
    return ExitCode.DONE.code();
  }

  @Command(
      name = "import",
      description = "Store all pools of a file, or none; others stay.",
      mixinStandardHelpOptions = true)
  int importFile(
      @Parameters(paramLabel = "FILE", description = "JSON or YAML, as export writes it.")
          Path file,
      @Mixin OutputFlag output) {
    List<Edit<Pool>> edits =
        Item.read(file, Set.of("name", "slots", "about")).stream().map(PoolsCommand::edit).toList();
    try (Store store = Store.open(environment)) {
      Map<String, Change> changes = store.pools().edit(edits);
      output.print(environment.console().out(), Store.listing(changes));
    }
    return ExitCode.DONE.code();
  }

  private static Edit<Pool> edit(Item item) {
    String name = item.name();
    return new Edit<>(
        name,
        before ->
            new Pool(
                name,
                item.whole("slots")
                    .or(() -> before.map(Pool::slots))
                    .orElseThrow(() -> item.wrong("has no slots")),
                item.text("about").or(() -> before.map(Pool::about)).orElse("")));
  }

  private static Listing listing(List<PoolTable.Row> rows) {
    Listing listing = Listing.of("name", "slots", "taken", "about");
    rows.forEach(row -> listing.row(row.name(), row.slots(), row.taken(), row.about()));
    return listing;
  }

  private void print(String line) {
    environment.console().out().println(line);
  }
}
