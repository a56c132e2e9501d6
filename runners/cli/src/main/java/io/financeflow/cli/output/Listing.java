package io.financeflow.cli.output;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows under named columns, as a table for people or as JSON and YAML for programs.
 *
 * <p>As JSON it is one line, an array with one object per row, its members in the order of the
 * columns; as YAML the same in block style. A value that is absent is null there and blank in the
 * table. Without rows a table is the one line given to {@link #ifEmpty}, JSON and YAML are {@code
 * []}. Not thread-safe.
 */
public final class Listing {
  private static final Gson GSON =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

  private final List<String> columns;
  private final List<List<JsonElement>> rows = new ArrayList<>();
  private String empty = "";

  private Listing(List<String> columns) {
    this.columns = columns;
  }

  /** The forms of {@code -o}. */
  public enum Form {
    /** Aligned columns, for people. */
    table,
    /** One line of JSON. */
    json,
    /** YAML 1.2 in block style. */
    yaml
  }

  /** No rows yet; the names are headers and members alike, in snake_case. */
  public static Listing of(String... columns) {
    return new Listing(List.of(columns));
  }

  /** The line, without a line break, that a table without rows is: what to do to get some. */
  public Listing ifEmpty(String line) {
    empty = line + "\n";
    return this;
  }

  /**
   * Appends a row.
   *
   * @param cells one per column: JSON as it is, numbers and truth values as such, null for what is
   *     absent, anything else as its text
   */
  public Listing row(@Nullable Object... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(
          "a row must have " + columns.size() + " cells but had " + cells.length);
    }
    List<JsonElement> row = new ArrayList<>();
    for (Object cell : cells) {
      row.add(json(cell));
    }
    rows.add(row);
    return this;
  }

  /** All of it in that form, ending with a line break. */
  public String text(Form form) {
    return form == Form.table ? table() : text(json(), form);
  }

  /** A value in that form, ending with a line break; there is no table of a single value. */
  static String text(JsonElement value, Form form) {
    return switch (form) {
      case json -> GSON.toJson(value) + "\n";
      case yaml -> Yaml.write(value);
      case table -> throw new IllegalArgumentException("a single value has no table");
    };
  }

  /** The rows as JSON: an array of objects. */
  public JsonArray json() {
    JsonArray array = new JsonArray();
    for (List<JsonElement> row : rows) {
      JsonObject object = new JsonObject();
      for (int i = 0; i < row.size(); i++) {
        object.add(columns.get(i), row.get(i));
      }
      array.add(object);
    }
    return array;
  }

  private String table() {
    if (rows.isEmpty()) {
      return empty.isEmpty() ? new TextTable(columns).toString() : empty;
    }
    TextTable table = new TextTable(columns);
    rows.forEach(row -> table.row(row.stream().map(Listing::cell).toArray()));
    return table.toString();
  }

  /** One line, whatever is in it, so that rows stay rows; of a list of texts a line each. */
  private static String cell(JsonElement value) {
    if (value.isJsonNull()) {
      return "";
    }
    if (value.isJsonArray() && isTexts(value.getAsJsonArray())) {
      return String.join(
          "\n", value.getAsJsonArray().asList().stream().map(Listing::cell).toList());
    }
    String text = value.isJsonPrimitive() ? value.getAsString() : GSON.toJson(value);
    return text.replace("\r", "\\r").replace("\n", "\\n").replace("\t", "\\t");
  }

  private static boolean isTexts(JsonArray array) {
    return !array.isEmpty()
        && array.asList().stream()
            .allMatch(each -> each.isJsonPrimitive() && each.getAsJsonPrimitive().isString());
  }

  private static JsonElement json(@Nullable Object cell) {
    if (cell == null) {
      return JsonNull.INSTANCE;
    }
    if (cell instanceof JsonElement json) {
      return json.deepCopy();
    }
    if (cell instanceof Number number) {
      return new JsonPrimitive(number);
    }
    return cell instanceof Boolean truth
        ? new JsonPrimitive(truth)
        : new JsonPrimitive(cell.toString());
  }
}
