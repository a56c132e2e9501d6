package io.financeflow.schema.db;

import java.util.List;

/** Rows of a query as texts that a test can list: columns by blank, NULL as null. */
public final class Rows {
  private Rows() {}

  /** Returns one text per row, in the query's order. */
  public static List<String> of(Database database, String sql) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(sql)
                    .map(
                        (row, context) -> {
                          StringBuilder line = new StringBuilder();
                          for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                            line.append(i == 1 ? "" : " ").append(row.getString(i));
                          }
                          return line.toString();
                        })
                    .list());
  }
}
