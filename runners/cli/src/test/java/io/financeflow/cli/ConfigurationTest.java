package io.financeflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeflow.schema.db.DatabaseSettings;
import io.financeflow.schema.db.PostgresExtension;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A flag wins over the environment, the environment over {@code financeflow.properties}. */
@ExtendWith(PostgresExtension.class)
class ConfigurationTest {
  private static final String[] INGEST = {"ingest", "--date=2025-01-10", "--references=none"};
  private static final String NOWHERE = "http://127.0.0.1:1";

  @TempDir private Path directory = Path.of("");
  private Cli cli = Cli.bare();

  @BeforeEach
  void live() {
    cli = Cli.in(directory);
  }

  private void file(String... lines) throws IOException {
    Files.write(directory.resolve("financeflow.properties"), List.of(lines));
  }

  @Test
  void databaseUrlOfTheEnvironmentWins(DatabaseSettings settings) throws IOException {
    file("DATABASE_URL=postgresql://file:secret@127.0.0.1:1/file");

    assertThat(cli.run("db", "url").out())
        .isEqualTo("jdbc:postgresql://127.0.0.1:1/file?user=file\n");
    assertThat(cli.with(settings).run("db", "url").out())
        .isEqualTo(settings.url() + "?user=" + settings.user() + "\n");
  }

  @Test
  void blankVariableCountsAsNone() throws IOException {
    file("DATABASE_URL=postgresql://file:secret@127.0.0.1:1/file");

    assertThat(cli.with("DATABASE_URL", "  ").run("db", "url").out())
        .isEqualTo("jdbc:postgresql://127.0.0.1:1/file?user=file\n");
  }

  @Test
  void partsNameADatabaseAsWellAsItsUrl(DatabaseSettings settings) throws IOException {
    URI url = URI.create(settings.url().substring("jdbc:".length()));
    file(
        "POSTGRES_HOST=" + url.getHost(),
        "POSTGRES_PORT=" + url.getPort(),
        "POSTGRES_DB=" + url.getPath().substring(1),
        "POSTGRES_USER=" + settings.user(),
        "POSTGRES_PASSWORD=" + settings.password());

    assertThat(cli.run("status").exitCode()).isZero();
    assertThat(cli.with("POSTGRES_PORT", "1").run("db", "url").out())
        .isEqualTo(
            "jdbc:postgresql://127.0.0.1:1%s?user=%s%n".formatted(url.getPath(), settings.user()));
    assertThat(cli.with("POSTGRES_DB", "other").run("db", "url").out())
        .isEqualTo(
            "jdbc:postgresql://127.0.0.1:%d/other?user=%s%n"
                .formatted(url.getPort(), settings.user()));
    assertThat(cli.with("POSTGRES_USER", "someone").run("db", "url").out())
        .isEqualTo(settings.url() + "?user=someone\n");
    assertThat(cli.with("POSTGRES_HOST", "elsewhere").run("db", "url").out())
        .isEqualTo(
            "jdbc:postgresql://elsewhere:%d%s?user=%s%n"
                .formatted(url.getPort(), url.getPath(), settings.user()));
  }

  @Test
  void defaultsNameTheUsualDatabase() {
    assertThat(cli.with("POSTGRES_HOST", "db").run("db", "url").out())
        .isEqualTo("jdbc:postgresql://db:5432/financeflow?user=financeflow\n");
  }

  @Test
  void vendorUrlOfTheFlagWins(DatabaseSettings settings) throws IOException {
    try (Vendor vendor = Vendor.start()) {
      file("POLYGON_BASE_URL=" + vendor.url(), "POLYGON_REQUESTS_PER_MINUTE=0");
      Cli here = cli.with(settings);

      assertThat(here.run(INGEST).exitCode()).isZero();
      file("POLYGON_BASE_URL=" + NOWHERE, "POLYGON_REQUESTS_PER_MINUTE=0");
      Cli environment = here.with("POLYGON_BASE_URL", vendor.url());
      assertThat(environment.run(INGEST).exitCode()).isZero();
      Cli flag = here.with("POLYGON_BASE_URL", NOWHERE);
      assertThat(
              flag.run(INGEST[0], INGEST[1], INGEST[2], "--vendor-url=" + vendor.url()).exitCode())
          .isZero();
      assertThat(vendor.sandbox().requestsServed()).isEqualTo(3);
    }
  }

  @Test
  void rateLimitOfTheFlagWins() throws IOException {
    file("POLYGON_REQUESTS_PER_MINUTE=-1");

    assertThat(cli.run(INGEST).err())
        .isEqualTo("error: requests per minute must be >= 0 but was -1\n");
    assertThat(cli.with("POLYGON_REQUESTS_PER_MINUTE", "-2").run(INGEST).err())
        .isEqualTo("error: requests per minute must be >= 0 but was -2\n");
    assertThat(
            cli.with("POLYGON_REQUESTS_PER_MINUTE", "-2")
                .run(INGEST[0], INGEST[1], "--requests-per-minute=-3")
                .err())
        .isEqualTo("error: requests per minute must be >= 0 but was -3\n");
  }

  @Test
  void keyOfTheEnvironmentWins(DatabaseSettings settings) throws IOException {
    try (Vendor vendor = Vendor.start(Vendor.settings().withApiKey("right-key-5417"))) {
      Cli here =
          cli.with(settings)
              .with("POLYGON_BASE_URL", vendor.url())
              .with("POLYGON_REQUESTS_PER_MINUTE", "0");
      file("POLYGON_API_KEY=wrong-key-9034");

      assertThat(here.run(INGEST).exitCode()).isEqualTo(30);
      assertThat(here.with("POLYGON_API_KEY", "right-key-5417").run(INGEST).exitCode()).isZero();
      file("POLYGON_API_KEY=right-key-5417");
      assertThat(here.run(INGEST).exitCode()).isZero();
    }
  }

  @Test
  void homeIsAskedForInTheSameOrder() throws IOException {
    assertThat(directoryOf(cli)).isEqualTo(directory.resolve(".financeflow/postgres/data"));
    file("FINANCEFLOW_HOME=" + directory.resolve("file"));
    assertThat(directoryOf(cli)).isEqualTo(directory.resolve("file/postgres/data"));
    assertThat(directoryOf(cli.with("FINANCEFLOW_HOME", directory.resolve("variable").toString())))
        .isEqualTo(directory.resolve("variable/postgres/data"));
  }

  private static Path directoryOf(Cli cli) {
    return Path.of(cli.run("db", "status", "--json").json().get("directory").getAsString());
  }

  @Test
  void wrongNumberIsNamed() {
    assertThat(cli.with("POLYGON_REQUESTS_PER_MINUTE", "many").run(INGEST).err())
        .isEqualTo("error: POLYGON_REQUESTS_PER_MINUTE must be a whole number but was many\n");
    assertThat(cli.with("POSTGRES_HOST", "db").with("POSTGRES_PORT", "x").run("status").err())
        .isEqualTo("error: POSTGRES_PORT must be a whole number but was x\n");
  }

  @Test
  void wrongDatabaseUrlIsNotRepeated() {
    Cli.Result result = cli.with("DATABASE_URL", "mysql://u:secret-7316@host/db").run("status");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .isEqualTo(
            "error: DATABASE_URL or POSTGRES_*: The database URL cannot be read: it does not have that"
                + " form. Expected postgresql://user:password@host:port/database, with special"
                + " characters in user and password percent-encoded\n");
  }

  @Test
  void brokenFileIsNamedNotRepeated() throws IOException {
    file("POLYGON_API_KEY=\\uZZZZsecret");

    Cli.Result result = cli.run("db", "status");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .isEqualTo("error: cannot read financeflow.properties: correct or remove it\n");
  }
}
