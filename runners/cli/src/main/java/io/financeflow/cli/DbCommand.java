package io.financeflow.cli;

import com.google.gson.JsonObject;
import io.financeflow.cli.config.Configuration;
import io.financeflow.cli.config.Databases;
import io.financeflow.cli.config.Environment;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.cli.output.Failure;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.DatabaseSettings;
import io.financeflow.schema.db.EmbeddedPostgres;
import io.financeflow.schema.db.Migrations;
import java.io.PrintStream;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code db}: the database behind the other commands. */
@Command(
    name = "db",
    mixinStandardHelpOptions = true,
    description = {
      "Start, stop and inspect the database.",
      "DATABASE_URL (or POSTGRES_HOST, _PORT, _DB, _USER, _PASSWORD) names an external PostgreSQL;"
          + " without it an embedded one lives under FINANCEFLOW_HOME (default: ~/.financeflow)."
    })
final class DbCommand {
  private final Environment environment;

  DbCommand(Environment environment) {
    this.environment = environment;
  }

  @Command(
      description = "Start the embedded database; fine when it runs already.",
      mixinStandardHelpOptions = true)
  int start() {
    Databases databases = embeddedOnly("start");
    databases.open().close();
    out().println("running: " + databases.settings().url());
    return ExitCode.DONE.code();
  }

  @Command(
      description = "Stop the embedded database; fine when it does not run.",
      mixinStandardHelpOptions = true)
  int stop() {
    embeddedOnly("stop").embedded().stop();
    out().println("stopped");
    return ExitCode.DONE.code();
  }

  @Command(
      description = "Say whether the database can be used, and of which version its tables are.",
      mixinStandardHelpOptions = true)
  int status(@Option(names = "--json", description = "Print one JSON object.") boolean json) {
    Databases databases = databases();
    EmbeddedPostgres.Status embedded = databases.embedded().status();
    Optional<DatabaseSettings> settings =
        databases.isEmbedded() ? databases.embedded().running() : Optional.of(databases.settings());
    JsonObject status = new JsonObject();
    status.addProperty("embedded", databases.isEmbedded());
    status.addProperty("running", settings.isPresent());
    if (databases.isEmbedded()) {
      status.addProperty("directory", embedded.dataDirectory().toString());
    }
    settings.ifPresent(where -> describe(where, status));
    if (json) {
      out().println(status);
    } else {
      status
          .entrySet()
          .forEach(e -> out().printf("%-16s %s%n", e.getKey(), e.getValue().getAsString()));
    }
    return settings.isPresent() ? ExitCode.DONE.code() : ExitCode.DATABASE.code();
  }

  private static void describe(DatabaseSettings settings, JsonObject status) {
    status.addProperty("url", settings.url());
    status.addProperty("user", settings.user());
    try (Database database = Database.connect(settings)) {
      status.addProperty("tables_version", Migrations.currentVersion(database));
      status.addProperty("tables_needed", Migrations.latestVersion());
    }
  }

  @Command(
      description = {
        "Print the JDBC URL of the database, starting the embedded one if need be.",
        "The password of the embedded database is in the file postgres/password of its directory."
      },
      mixinStandardHelpOptions = true)
  int url() {
    DatabaseSettings settings = databases().settings();
    out()
        .println(
            settings.url()
                + (settings.url().contains("?") ? "&" : "?")
                + "user="
                + settings.user());
    return ExitCode.DONE.code();
  }

  @Command(
      description = "Bring the tables to this program's version; fine when they are.",
      mixinStandardHelpOptions = true)
  int migrate() {
    try (Database database = Database.connect(databases().settings())) {
      int before = Migrations.currentVersion(database);
      Migrations.migrate(database);
      out().printf("tables: version %d -> %d%n", before, Migrations.currentVersion(database));
    }
    return ExitCode.DONE.code();
  }

  @Command(
      description = "Empty the tables of the embedded database, for good.",
      mixinStandardHelpOptions = true)
  int reset(@Option(names = "--yes", description = "Really do it.") boolean yes) {
    Databases databases = embeddedOnly("reset");
    try (Database database = databases.open()) {
      if (!yes) {
        long rows =
            database
                .jdbi()
                .withHandle(
                    h -> h.createQuery("SELECT count(*) FROM daily_bars").mapTo(Long.class).one());
        throw new Failure.Usage(
            "this would delete all tables' rows, " + rows + " bars among them: say --yes to do it");
      }
      database
          .jdbi()
          .useHandle(
              h ->
                  h.execute(
                      "TRUNCATE daily_bars, ingestion_logs, rejected_rows, splits, dividends, tickers,"
                          + " returns_due, quality_checks, flink_jobs"));
    }
    out().println("emptied");
    return ExitCode.DONE.code();
  }

  private Databases embeddedOnly(String verb) {
    Databases databases = databases();
    if (!databases.isEmbedded()) {
      throw new Failure.Usage(
          "db "
              + verb
              + " is for the embedded database; DATABASE_URL or POSTGRES_HOST names another");
    }
    return databases;
  }

  private Databases databases() {
    return new Databases(Configuration.read(environment));
  }

  private PrintStream out() {
    return environment.console().out();
  }
}
