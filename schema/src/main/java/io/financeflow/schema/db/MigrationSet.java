package io.financeflow.schema.db;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** The migrations in one folder of the classpath, each {@code V<number>__<name>.sql}. */
final class MigrationSet {

  private static final Pattern FILE = Pattern.compile("(?:.*/)?V([0-9]{1,9})__[^/]+\\.sql");
  private static final ClassLoader LOADER = MigrationSet.class.getClassLoader();

  private final String folder;

  MigrationSet(String folder) {
    this.folder = folder;
  }

  void migrate(Database database) {
    int latest = latestVersion();
    int current = currentVersion(database);
    if (current > latest) {
      throw new MigrationFailed(
          "The tables of %s are of version %d and this program knows %d: use a newer program"
              .formatted(database.settings().location(), current, latest),
          null);
    }
    if (current < latest) {
      runFlyway(database);
    }
  }

  int currentVersion(Database database) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                        .createQuery("SELECT to_regclass('flyway_schema_history') IS NOT NULL")
                        .mapTo(Boolean.class)
                        .one()
                    ? handle
                        .createQuery(
                            "SELECT coalesce(max(version::int), 0) FROM flyway_schema_history"
                                + " WHERE success AND version IS NOT NULL")
                        .mapTo(Integer.class)
                        .one()
                    : 0);
  }

  int latestVersion() {
    try {
      int latest = 0;
      for (URL url : Collections.list(LOADER.getResources(folder))) {
        for (String name : names(url)) {
          Matcher file = FILE.matcher(name);
          if (file.matches()) {
            latest = Math.max(latest, Integer.parseInt(file.group(1)));
          }
        }
      }
      return latest;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + folder + " on the classpath", e);
    }
  }

  private void runFlyway(Database database) {
    try {
      Flyway.configure(LOADER)
          .dataSource(database.dataSource())
          .locations("classpath:" + folder)
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new MigrationFailed(
          "The tables of %s could not be brought to version %d: %s"
              .formatted(
                  database.settings().location(),
                  latestVersion(),
                  String.valueOf(e.getMessage()).strip()),
          e);
    }
  }

  private List<String> names(URL url) throws IOException {
    if (url.openConnection() instanceof JarURLConnection connection) {
      connection.setUseCaches(false);
      try (JarFile jar = connection.getJarFile()) {
        return jar.stream()
            .map(Object::toString)
            .filter(name -> name.startsWith(folder + "/"))
            .toList();
      }
    }
    try (Stream<Path> files = Files.list(Path.of(URI.create(url.toString())))) {
      return files.map(Path::toString).toList();
    }
  }
}
