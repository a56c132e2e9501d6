package io.financeflow.cli.settings;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import io.financeflow.cli.config.Environment;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.cli.output.Listing;
import io.financeflow.cli.output.OutputFlag;
import io.financeflow.orchestrator.settings.Change;
import io.financeflow.orchestrator.settings.Connection;
import io.financeflow.orchestrator.settings.ConnectionProbe;
import io.financeflow.orchestrator.settings.Connections;
import io.financeflow.orchestrator.settings.Edit;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code connections}: other systems that tasks name. */
@Command(
    name = "connections",
    mixinStandardHelpOptions = true,
    description = {
      "List, change and test connections: other systems that tasks name.",
      "Passwords and extra settings are encrypted at rest. The name financeflow always means the"
          + " program's own database."
    })
public final class ConnectionsCommand {
  private final Environment environment;

  private ConnectionsCommand(Environment environment) {
    this.environment = environment;
  }

  /** The command with all its subcommands. */
  public static CommandLine line(Environment environment) {
    return new CommandLine(new ConnectionsCommand(environment))
        .addSubcommand(new ConnectionSetCommand(environment));
  }

  @Command(description = "List the connections.", mixinStandardHelpOptions = true)
  int list(@Mixin OutputFlag output) {
    Listing listing = listing().ifEmpty("no connections: see ./financeflow connections set --help");
    try (Store store = Store.open(environment)) {
      store.connections().list().forEach(each -> row(listing, each, false));
    }
    output.print(environment.console().out(), listing);
    return ExitCode.DONE.code();
  }

  @Command(description = "Show a connection.", mixinStandardHelpOptions = true)
  int get(
      @Parameters(paramLabel = "NAME", description = "Name of the connection.") String name,
      @Option(names = "--reveal", description = "Also what is secret.") boolean reveal,
      @Mixin OutputFlag output) {
    Listing listing = listing();
    try (Store store = Store.open(environment)) {
      row(listing, store.connections().named(name), reveal);
    }
    output.print(
        environment.console().out(), listing.json().get(0), () -> listing.text(Listing.Form.table));
    return ExitCode.DONE.code();
  }

  @Command(description = "Delete a connection; needs no key.", mixinStandardHelpOptions = true)
  int delete(
      @Parameters(paramLabel = "NAME", description = "Name of the connection.") String name) {
    try (Store store = Store.open(environment)) {
      store.connections().delete(name);
    }
    environment.console().out().println("deleted: " + name);
    return ExitCode.DONE.code();
  }

  @Command(
      description = {
        "Ask the other end whether it is there.",
        "postgres logs in, http sends GET, smtp waits for the greeting and does not log in."
      },
      mixinStandardHelpOptions = true)
  int test(@Parameters(paramLabel = "NAME", description = "Name of the connection.") String name) {
    try (Store store = Store.open(environment)) {
      Connections connections = store.connections();
      String answer =
          name.equals(Connection.OWN_DATABASE)
              ? ConnectionProbe.probe(connections.database(name).orElseThrow())
              : ConnectionProbe.probe(connections.named(name));
      environment.console().out().println(answer);
    }
    return ExitCode.DONE.code();
  }

  @Command(name = "export", description = "Write all connections.", mixinStandardHelpOptions = true)
  int export(
      @Option(names = "--reveal", description = "Also what is secret, as null otherwise.")
          boolean reveal,
      @Mixin ExportFlags flags) {
    Listing listing = listing();
    try (Store store = Store.open(environment)) {
      for (Connection each : store.connections().list()) {
        boolean password = reveal || each.credentials().password().isEmpty();
        boolean extra = reveal || each.shownExtra().equals(each.extra());
        listing.row(
            each.name(),
            each.kind(),
            each.url(),
            each.credentials().user(),
            password ? each.credentials().password() : JsonNull.INSTANCE,
            extra ? each.extra() : JsonNull.INSTANCE);
      }
    }
    JsonArray items = listing.json();
    flags.write(environment.console(), items);
    return ExitCode.DONE.code();
  }

  @Command(
      name = "import",
      description = "Store all connections of a file, or none; others stay.",
      mixinStandardHelpOptions = true)
  int importFile(
      @Parameters(paramLabel = "FILE", description = "JSON or YAML, as export writes it.")
          Path file,
      @Mixin OutputFlag output) {
    List<Edit<Connection>> edits =
        Item.read(file, ConnectionDraft.FIELDS).stream().map(ConnectionDraft::edit).toList();
    try (Store store = Store.open(environment)) {
      Map<String, Change> changes = store.connections().edit(edits);
      output.print(environment.console().out(), Store.listing(changes));
    }
    return ExitCode.DONE.code();
  }

  private static Listing listing() {
    return Listing.of("name", "kind", "url", "user", "password", "extra");
  }

  private static void row(Listing listing, Connection each, boolean reveal) {
    listing.row(
        each.name(),
        each.kind(),
        each.url(),
        each.credentials().user(),
        reveal ? each.credentials().password() : each.shownPassword(),
        reveal ? each.extra() : each.shownExtra());
  }
}
