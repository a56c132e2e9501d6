package io.financeflow.cli.task;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A row of a query as JSON. */
final class SqlRow {
  private static final Set<String> JSON = Set.of("json", "jsonb");

  private SqlRow() {}

  /** Returns the values of the row that a result is on, by the labels of their columns. */
  static Map<String, JsonElement> json(ResultSet row) throws SQLException {
    ResultSetMetaData columns = row.getMetaData();
    Map<String, JsonElement> values = new LinkedHashMap<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      values.put(columns.getColumnLabel(i), value(row, i));
    }
    return values;
  }

  /** Numbers that JSON has, true and false and JSON are themselves; all else is its text. */
  static JsonElement value(ResultSet row, int column) throws SQLException {
    Object value = row.getObject(column);
    if (value == null) {
      return JsonNull.INSTANCE;
    }
    if (value instanceof Boolean truth) {
      return new JsonPrimitive(truth);
    }
    if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
      return new JsonPrimitive(number);
    }
    String text = row.getString(column);
    return JSON.contains(row.getMetaData().getColumnTypeName(column))
        ? JsonParser.parseString(text)
        : new JsonPrimitive(text);
  }
}
