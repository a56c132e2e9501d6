package io.financeflow.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.financeflow.cli.config.Environment;
import io.financeflow.cli.output.Console;
import io.financeflow.schema.db.DatabaseSettings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/**
 * The command line as a person meets it: variables and arguments in, streams and exit code out. It
 * is always Friday 31 January 2025, 17:00 in New York.
 */
public record Cli(Map<String, String> variables, Path directory) {
  public static final Clock CLOCK =
      Clock.fixed(Instant.parse("2025-01-31T22:00:00Z"), ZoneOffset.UTC);

  private static final Path NOWHERE = Path.of("target", "no-such-directory");

  /** No variables, no {@code financeflow.properties}. */
  public static Cli bare() {
    return new Cli(Map.of(), NOWHERE);
  }

  /** No variables; home and working directory in that one. */
  public static Cli in(Path directory) {
    return new Cli(Map.of(), directory);
  }

  /** An external database, named as a user would. */
  public static Cli on(DatabaseSettings settings) {
    return bare().with(settings);
  }

  public Cli with(DatabaseSettings settings) {
    return with("DATABASE_URL", settings.url())
        .with("POSTGRES_USER", settings.user())
        .with("POSTGRES_PASSWORD", settings.password());
  }

  public Cli with(String name, String value) {
    Map<String, String> more = new TreeMap<>(variables);
    more.put(name, value);
    return new Cli(more, directory);
  }

  public Result run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console = new Console(stream(out), stream(err), false);
    Environment environment = new Environment(variables, directory, directory, CLOCK, console);
    int exitCode = FinanceFlow.run(environment, args);
    return new Result(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  /** What a command left on the screen. */
  public record Result(int exitCode, String out, String err) {
    public JsonObject json() {
      return JsonParser.parseString(out).getAsJsonObject();
    }

    /** Attempts of a {@code --json} report in order of dataset and date. */
    List<String> attempts() {
      JsonArray attempts = json().getAsJsonArray("attempts");
      return StreamSupport.stream(attempts.spliterator(), false)
          .map(JsonElement::getAsJsonObject)
          .map(
              a ->
                  "%s %s %s rows=%s changed=%s rejected=%s"
                      .formatted(
                          a.get("dataset").getAsString(),
                          a.get("date").getAsString(),
                          a.get("status").getAsString(),
                          a.get("rows"),
                          a.get("changed"),
                          a.get("rejected")))
          .sorted()
          .toList();
    }

    /** Lines of err that are the command's last word, not its progress. */
    public List<String> errors() {
      return err.lines().filter(line -> line.startsWith("error: ")).toList();
    }
  }
}
