package io.financeflow.cli.export;

import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.Float4Array;
import io.financeflow.schema.model.Dataset;
import io.financeflow.schema.model.DatasetTable;
import io.financeflow.schema.model.FeatureSetTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;

/**
 * Writes the rows of a dataset to a file, one ticker's series after the other.
 *
 * <p>Rows are streamed: memory does not grow with the dataset. The file appears under its name when
 * it is complete; until then it is called {@code <name>.part}, which a failure removes.
 */
public final class DatasetExport {
  private static final int FETCH_ROWS = 5_000;

  private final Database database;

  /** Exports of that database. */
  public DatasetExport(Database database) {
    this.database = database;
  }

  /** The forms of files. */
  public enum Form implements RowFile.Form {
    /** Comma-separated with a header; an unknown label is empty. */
    csv {
      @Override
      public RowFile open(Path path, List<String> features, List<String> labels)
          throws IOException {
        return new CsvFile(path, features, labels);
      }
    },
    /** Apache Parquet; an unknown label is null. */
    parquet {
      @Override
      public RowFile open(Path path, List<String> features, List<String> labels)
          throws IOException {
        return new ParquetFile(path, features, labels);
      }
    }
  }

  /**
   * What to write.
   *
   * @param dataset whose rows
   * @param segments of {@code train}, {@code gap}, {@code valid}, {@code test}
   * @param scaled true for features scaled by the training segment
   */
  public record Selection(Dataset dataset, List<String> segments, boolean scaled) {}

  /** Writes a file, replacing what is there, and returns its number of rows. */
  public long write(Selection selection, Form form, Path file) throws SQLException, IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      long rows = stream(selection, form, part);
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      return rows;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private long stream(Selection selection, Form form, Path part) throws SQLException, IOException {
    try (Connection connection = database.dataSource().getConnection()) {
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      List<String> features = names(connection, selection.dataset(), 1);
      List<String> labels = names(connection, selection.dataset(), 2);
      try (RowFile file = form.open(part, features, labels)) {
        return rows(connection, selection, new float[features.size()], labels.size(), file);
      } finally {
        connection.rollback();
      }
    }
  }

  private static List<String> names(Connection connection, Dataset dataset, int column)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(FeatureSetTable.SELECT_NAMES)) {
      select.setString(1, dataset.featureSet().name());
      select.setInt(2, dataset.featureSet().version());
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return List.of((String[]) row.getArray(column).getArray());
      }
    }
  }

  private static long rows(
      Connection connection, Selection selection, float[] features, int labelCount, RowFile file)
      throws SQLException, IOException {
    float[] labels = new float[labelCount];
    long rows = 0;
    try (PreparedStatement select = connection.prepareStatement(DatasetTable.SELECT_DATASET_ROWS)) {
      select.setFetchSize(FETCH_ROWS);
      select.setString(1, selection.dataset().name());
      select.setArray(2, connection.createArrayOf("text", selection.segments().toArray()));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          Float4Array.read(row.getBytes(4), features);
          Float4Array.read(row.getBytes(5), labels);
          if (selection.scaled()) {
            scale(features, selection.dataset().scaling());
          }
          file.write(
              new ExportRow(
                  row.getString(1),
                  row.getObject(2, LocalDate.class),
                  row.getString(3),
                  features,
                  labels));
          rows++;
        }
      }
    }
    return rows;
  }

  private static void scale(float[] features, Dataset.Scaling scaling) {
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) scaling.scale(i, features[i]);
    }
  }
}
