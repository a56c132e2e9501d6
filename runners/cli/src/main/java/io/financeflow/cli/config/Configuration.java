package io.financeflow.cli.config;

import io.financeflow.cli.output.Failure;
import io.financeflow.pipelines.source.polygon.PolygonSettings;
import io.financeflow.schema.db.DatabaseSettings;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a command: a flag wins over the environment, the environment over the file {@code
 * financeflow.properties}, which uses the same names. Immutable; never prints a secret.
 */
public final class Configuration {
  private static final String FILE = "financeflow.properties";

  private final Environment environment;
  private final Properties file;

  private Configuration(Environment environment, Properties file) {
    this.environment = environment;
    this.file = file;
  }

  /** Reads the file of the working directory, if there is one. */
  public static Configuration read(Environment environment) {
    Properties properties = new Properties();
    Path path = environment.workingDirectory().resolve(FILE);
    if (Files.exists(path)) {
      try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
        properties.load(reader);
      } catch (IOException | IllegalArgumentException e) {
        throw new Failure.Usage("cannot read " + FILE + ": correct or remove it");
      }
    }
    return new Configuration(environment, properties);
  }

  /** Returns a setting by name; empty when it is nowhere or blank. */
  public Optional<String> get(String name) {
    return Optional.ofNullable(environment.variables().get(name))
        .filter(value -> !value.isBlank())
        .or(() -> Optional.ofNullable(file.getProperty(name)).filter(value -> !value.isBlank()))
        .map(String::strip);
  }

  /** Returns the external database, if one is named. */
  public Optional<DatabaseSettings> externalDatabase() {
    String user = get("POSTGRES_USER").orElse("");
    String password = get("POSTGRES_PASSWORD").orElse("");
    Optional<String> url = get("DATABASE_URL");
    try {
      if (url.isPresent()) {
        return Optional.of(DatabaseSettings.parse(url.get(), user, password));
      }
      return get("POSTGRES_HOST")
          .map(
              host ->
                  DatabaseSettings.of(
                      host,
                      integer("POSTGRES_PORT", 5432),
                      get("POSTGRES_DB").orElse("financeflow"),
                      user.isEmpty() ? "financeflow" : user,
                      password));
    } catch (IllegalArgumentException wrong) {
      throw new Failure.Usage("DATABASE_URL or POSTGRES_*: " + wrong.getMessage());
    }
  }

  /** Returns the directory of the embedded database. */
  public Path home() {
    return get("FINANCEFLOW_HOME")
        .map(Path::of)
        .orElseGet(() -> environment.userHome().resolve(".financeflow"))
        .toAbsolutePath();
  }

  /** Returns the file with the keys that secrets are stored under. */
  public Path keyFile() {
    return get("FINANCEFLOW_KEY_FILE")
        .map(Path::of)
        .orElseGet(() -> home().resolve("secret.key"))
        .toAbsolutePath();
  }

  /**
   * Returns how to reach the vendor.
   *
   * @param baseUrl flag; null when not given
   * @param requestsPerMinute flag; null when not given
   */
  public PolygonSettings vendor(@Nullable String baseUrl, @Nullable Integer requestsPerMinute) {
    String url =
        baseUrl != null ? baseUrl : get("POLYGON_BASE_URL").orElse("https://api.massive.com");
    int limit =
        requestsPerMinute != null ? requestsPerMinute : integer("POLYGON_REQUESTS_PER_MINUTE", 5);
    try {
      return new PolygonSettings(
          URI.create(url),
          get("POLYGON_API_KEY").orElse(""),
          limit,
          PolygonSettings.Retries.DEFAULT);
    } catch (IllegalArgumentException wrong) {
      throw new Failure.Usage(String.valueOf(wrong.getMessage()));
    }
  }

  private int integer(String name, int otherwise) {
    Optional<String> text = get(name);
    try {
      return text.map(Integer::parseInt).orElse(otherwise);
    } catch (NumberFormatException notANumber) {
      throw new Failure.Usage(name + " must be a whole number but was " + text.orElse(""));
    }
  }
}
