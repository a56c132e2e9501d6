package io.financeflow.schema.calendar;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The corrections as a text resource beside this class: one {@link Correction} per line.
 *
 * <p>UTF-8; a line that begins with {@code #} is a comment, the first other line is the heading
 * {@code date,kind,reason}, blank lines are skipped; a file without further lines is an empty list.
 */
final class CorrectionsFile {

  private static final String HEADING = "date,kind,reason";

  private CorrectionsFile() {}

  /**
   * Reads a resource of this package.
   *
   * @throws IllegalStateException when it is not on the class path
   * @throws IllegalArgumentException when a line is malformed or the heading is missing
   */
  static List<Correction> read(String resource) {
    InputStream bytes = CorrectionsFile.class.getResourceAsStream(resource);
    if (bytes == null) {
      throw new IllegalStateException("missing on the class path: " + resource);
    }
    try (BufferedReader reader = new BufferedReader(new InputStreamReader(bytes, UTF_8))) {
      List<String> lines = new ArrayList<>();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
      }
      return parse(lines);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
  }

  static List<Correction> parse(List<String> lines) {
    List<String> rows = new ArrayList<>(lines);
    rows.removeIf(line -> line.isBlank() || line.startsWith("#"));
    if (rows.isEmpty() || !rows.get(0).equals(HEADING)) {
      throw new IllegalArgumentException("corrections must begin with the heading " + HEADING);
    }
    List<Correction> corrections = new ArrayList<>();
    for (String row : rows.subList(1, rows.size())) {
      corrections.add(Correction.parse(row));
    }
    return List.copyOf(corrections);
  }
}
