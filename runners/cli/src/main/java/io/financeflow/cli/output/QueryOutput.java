package io.financeflow.cli.output;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.io.PrintStream;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of a query as an aligned table, CSV (RFC 4180) or JSON (one object per line). */
public final class QueryOutput {
  private static final Gson JSON = new GsonBuilder().serializeNulls().create();

  private QueryOutput() {}

  /** The forms. */
  public enum Form {
    /** Aligned columns; NULL shown as NULL. */
    table,
    /** Comma-separated with a header; NULL is empty. */
    csv,
    /** One object per line; NULL is null. */
    json
  }

  /** Prints all rows; csv and json are streamed, a table is aligned in memory. */
  public static void print(ResultSet rows, Form form, PrintStream out) throws SQLException {
    switch (form) {
      case table -> table(rows, out);
      case csv -> csv(rows, out);
      case json -> json(rows, out);
    }
  }

  private static void table(ResultSet rows, PrintStream out) throws SQLException {
    TextTable table = new TextTable(names(rows));
    int count = 0;
    while (rows.next()) {
      table.row(
          cells(rows).stream().map(cell -> cell == null ? "NULL" : cell).toArray(Object[]::new));
      count++;
    }
    out.print(table);
    out.println("(" + count + (count == 1 ? " row)" : " rows)"));
  }

  private static void csv(ResultSet rows, PrintStream out) throws SQLException {
    out.println(String.join(",", names(rows).stream().map(QueryOutput::quoted).toList()));
    while (rows.next()) {
      out.println(String.join(",", cells(rows).stream().map(QueryOutput::quoted).toList()));
    }
  }

  private static void json(ResultSet rows, PrintStream out) throws SQLException {
    List<String> names = names(rows);
    while (rows.next()) {
      JsonObject object = new JsonObject();
      for (int i = 0; i < names.size(); i++) {
        Object value = rows.getObject(i + 1);
        if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
          object.addProperty(names.get(i), number);
        } else if (value instanceof Boolean truth) {
          object.addProperty(names.get(i), truth);
        } else {
          object.addProperty(names.get(i), rows.getString(i + 1));
        }
      }
      out.println(JSON.toJson(object));
    }
  }

  private static List<String> names(ResultSet rows) throws SQLException {
    ResultSetMetaData columns = rows.getMetaData();
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      names.add(columns.getColumnLabel(i));
    }
    return names;
  }

  private static List<@Nullable String> cells(ResultSet rows) throws SQLException {
    List<@Nullable String> cells = new ArrayList<>();
    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
      cells.add(rows.getString(i));
    }
    return cells;
  }

  private static String quoted(@Nullable String cell) {
    if (cell == null) {
      return "";
    }
    boolean plain = !cell.isEmpty() && cell.chars().noneMatch(c -> "\",\r\n".indexOf(c) >= 0);
    return plain ? cell : "\"" + cell.replace("\"", "\"\"") + "\"";
  }
}
