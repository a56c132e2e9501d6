package io.financeflow.cli.task;

import io.financeflow.orchestrator.yaml.DagDocument;
import io.financeflow.orchestrator.yaml.DagFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The DAGs that come with the program, as resources {@code dags/*.yaml}. */
public final class BuiltInDags {
  private static final List<String> NAMES =
      List.of(
          "backfill_market",
          "daily_market",
          "housekeeping",
          "retrain",
          "retrain_on_features",
          "weekly_reference");

  private BuiltInDags() {}

  /** Reads all, in the order of their names; their files are called {@code built-in/NAME.yaml}. */
  public static List<DagFolder.Source> all() {
    return NAMES.stream().map(BuiltInDags::read).toList();
  }

  private static DagFolder.Source read(String name) {
    String text = text("/dags/" + name + ".yaml");
    Path file = Path.of("built-in", name + ".yaml");
    return new DagFolder.Source(file, text, DagDocument.read(file.toString(), text));
  }

  private static String text(String resource) {
    try (InputStream bytes = BuiltInDags.class.getResourceAsStream(resource)) {
      if (bytes == null) {
        throw new IllegalStateException(resource + " is not in this jar: build it again");
      }
      return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
