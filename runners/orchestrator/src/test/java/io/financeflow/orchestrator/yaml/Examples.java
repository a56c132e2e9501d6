package io.financeflow.orchestrator.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The DAG files of the test resources. */
final class Examples {

  private Examples() {}

  static Path folder() {
    try {
      return Path.of(Objects.requireNonNull(Examples.class.getResource("/dags")).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Text by name of file. */
  static Map<String, String> all() {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder())) {
      for (Path file : files.toList()) {
        texts.put(file.getFileName().toString(), Files.readString(file, UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return texts;
  }

  static String text(String name) {
    return Objects.requireNonNull(all().get(name), name);
  }
}
