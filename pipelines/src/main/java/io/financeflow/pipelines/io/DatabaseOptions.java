package io.financeflow.pipelines.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.beam.sdk.io.jdbc.JdbcIO;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.Validation;

/** Flags that name the database of a pipeline launched by its {@code main}. */
public interface DatabaseOptions extends PipelineOptions {
  /** Returns the JDBC URL. */
  @Description("JDBC URL without credentials, e.g. jdbc:postgresql://db:5432/financeflow")
  @Validation.Required
  String getJdbcUrl();

  /** Sets the JDBC URL. */
  void setJdbcUrl(String url);

  /** Returns the role. */
  @Description("Role that connects")
  @Default.String("financeflow")
  String getJdbcUser();

  /** Sets the role. */
  void setJdbcUser(String user);

  /** Returns the path of the file that holds the password. */
  @Description("File whose first line is the role's password; empty for none")
  @Default.String("")
  String getJdbcPasswordFile();

  /** Sets the path of the file that holds the password. */
  void setJdbcPasswordFile(String path);

  /** Returns the typed form of these flags. */
  static JdbcIO.DataSourceConfiguration configuration(DatabaseOptions options) {
    return configuration(
        options.getJdbcUrl(), options.getJdbcUser(), secret(options.getJdbcPasswordFile()));
  }

  /** Returns the configuration of a PostgreSQL database: JdbcIO's own and that of our stores. */
  static JdbcIO.DataSourceConfiguration configuration(String url, String user, String password) {
    return JdbcIO.DataSourceConfiguration.create("org.postgresql.Driver", url)
        .withUsername(user)
        .withPassword(password);
  }

  /** Returns the first line of a file, stripped; the empty text for the empty path. */
  static String secret(String path) {
    if (path.isEmpty()) {
      return "";
    }
    try {
      return Files.readString(Path.of(path)).lines().findFirst().orElse("").strip();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the secret file " + path, e);
    }
  }
}
