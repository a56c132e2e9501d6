package io.financeflow.cli;

import io.financeflow.cli.output.Failure;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.model.Dataset;
import io.financeflow.schema.model.DatasetTable;
import io.financeflow.schema.model.FeatureSetTable;
import java.util.List;
import java.util.stream.Collectors;

/** The stored datasets. */
public final class Datasets {
  private final Database database;

  /** Those of that database. */
  public Datasets(Database database) {
    this.database = database;
  }

  /** Returns all, in order of name. */
  List<Dataset> all() {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(DatasetTable.SELECT)
                    .map((row, context) -> DatasetTable.read(row))
                    .list());
  }

  /** Returns one; refuses a name that there is not. */
  public Dataset named(String name) {
    List<Dataset> all = all();
    return all.stream()
        .filter(dataset -> dataset.name().equals(name))
        .findFirst()
        .orElseThrow(() -> unknown(name, all));
  }

  /** Removes one; refuses a name that there is not. */
  void delete(String name) {
    if (database.jdbi().withHandle(handle -> handle.execute(DatasetTable.DELETE, name)) == 0) {
      throw unknown(name, all());
    }
  }

  private static Failure.Usage unknown(String name, List<Dataset> all) {
    String there = all.stream().map(Dataset::name).collect(Collectors.joining(", "));
    return new Failure.Usage(
        "no dataset '%s': %s"
            .formatted(
                name,
                there.isEmpty() ? "see ./financeflow dataset create --help" : "there is " + there));
  }

  /** Returns the names of the features of a dataset, in their order. */
  List<String> featureNames(Dataset dataset) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(FeatureSetTable.SELECT_NAMES)
                    .bind(0, dataset.featureSet().name())
                    .bind(1, dataset.featureSet().version())
                    .map((row, context) -> List.of((String[]) row.getArray(1).getArray()))
                    .one());
  }
}
