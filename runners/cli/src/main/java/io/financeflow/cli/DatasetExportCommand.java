package io.financeflow.cli;

import io.financeflow.cli.config.Configuration;
import io.financeflow.cli.config.Databases;
import io.financeflow.cli.config.Environment;
import io.financeflow.cli.export.DatasetExport;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.cli.output.Failure;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.model.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dataset export}: writes the rows of a dataset to a file. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Write the rows of a dataset to a file, one ticker's series after the other.",
      "Without --segment the gaps are in the file too, as windows of the segment after a gap may"
          + " begin there. The file appears when it is complete and replaces what is there."
    })
final class DatasetExportCommand implements Callable<Integer> {
  private static final List<String> ALL = List.of("train", "gap", "valid", "test");

  private final Environment environment;

  @Parameters(paramLabel = "NAME", description = "Name of the dataset.")
  private String name = "";

  @Option(
      names = "--format",
      required = true,
      description = "Form of the file: ${COMPLETION-CANDIDATES}.")
  private DatasetExport.Form form = DatasetExport.Form.csv;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "File to write.")
  private Path out = Path.of("");

  @Option(
      names = "--segment",
      description = "Only this segment: ${COMPLETION-CANDIDATES} (default: all and the gaps).")
  private @Nullable Segment segment;

  @Option(
      names = "--scaled",
      description = "Features less their mean, over their deviation, of the training segment.")
  private boolean scaled;

  /** A segment. */
  enum Segment {
    /** The earliest. */
    train,
    /** The middle one. */
    valid,
    /** The latest. */
    test
  }

  DatasetExportCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws SQLException, IOException {
    Path file = environment.workingDirectory().resolve(out);
    Path directory = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file) || directory == null || !Files.isDirectory(directory)) {
      throw new Failure.Usage("--out must be a file in an existing directory but was " + out);
    }
    try (Database database = new Databases(Configuration.read(environment)).open()) {
      Dataset dataset = new Datasets(database).named(name);
      List<String> segments = segment == null ? ALL : List.of(segment.name());
      long rows =
          new DatasetExport(database)
              .write(new DatasetExport.Selection(dataset, segments, scaled), form, file);
      environment.console().out().printf(Locale.ROOT, "%,d rows written to %s%n", rows, out);
    }
    return ExitCode.DONE.code();
  }
}
