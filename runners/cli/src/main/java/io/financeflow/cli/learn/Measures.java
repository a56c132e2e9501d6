package io.financeflow.cli.learn;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.financeflow.cli.output.TextTable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The metrics of versions as tables: a row per measure. */
final class Measures {
  private static final String BASELINES = "baselines";
  private static final MathContext SHOWN = new MathContext(6);

  /** The version's own measures before those of its baselines. */
  private static final Comparator<String> OWN_FIRST =
      Comparator.<String, Boolean>comparing(name -> name.startsWith(BASELINES + "."))
          .thenComparing(Comparator.naturalOrder());

  private Measures() {}

  /** The measures of a version beside those of its baselines. */
  static String besideBaselines(JsonObject metrics) {
    JsonObject own = metrics.deepCopy();
    JsonElement removed = own.remove(BASELINES);
    Map<String, JsonObject> columns = new TreeMap<>();
    if (removed != null && removed.isJsonObject()) {
      removed
          .getAsJsonObject()
          .entrySet()
          .forEach(each -> columns.put(each.getKey(), object(each.getValue())));
    }
    List<String> names = new ArrayList<>(List.of("model"));
    names.addAll(columns.keySet());
    List<JsonObject> values = new ArrayList<>(List.of(own));
    values.addAll(columns.values());
    return table(names, values).toString();
  }

  /** A row per measure of any of the versions, baselines included; columns as named. */
  static TextTable table(List<String> names, List<JsonObject> metrics) {
    List<String> header = new ArrayList<>(List.of("measure"));
    header.addAll(names);
    TextTable table = new TextTable(header);
    List<Map<String, JsonElement>> columns = metrics.stream().map(Measures::flat).toList();
    for (String measure : all(columns)) {
      List<String> row = new ArrayList<>(List.of(measure));
      columns.forEach(column -> row.add(shown(column.get(measure))));
      table.row(row.toArray());
    }
    return table;
  }

  /** The same as JSON: an object per measure with a member per name, absent ones left out. */
  static JsonArray json(List<String> names, List<JsonObject> metrics) {
    List<Map<String, JsonElement>> columns = metrics.stream().map(Measures::flat).toList();
    JsonArray rows = new JsonArray();
    for (String measure : all(columns)) {
      JsonObject row = new JsonObject();
      row.addProperty("measure", measure);
      for (int i = 0; i < names.size(); i++) {
        JsonElement value = columns.get(i).get(measure);
        if (value != null) {
          row.add(names.get(i), value);
        }
      }
      rows.add(row);
    }
    return rows;
  }

  private static Set<String> all(List<Map<String, JsonElement>> columns) {
    Set<String> measures = new TreeSet<>(OWN_FIRST);
    columns.forEach(column -> measures.addAll(column.keySet()));
    return measures;
  }

  /** Values by name, those of objects within as {@code outer.inner}; arrays are left out. */
  private static Map<String, JsonElement> flat(JsonObject object) {
    Map<String, JsonElement> flat = new TreeMap<>();
    for (Map.Entry<String, JsonElement> member : object.entrySet()) {
      if (member.getValue().isJsonPrimitive()) {
        flat.put(member.getKey(), member.getValue());
      } else if (member.getValue().isJsonObject()) {
        flat(member.getValue().getAsJsonObject())
            .forEach((name, value) -> flat.put(member.getKey() + "." + name, value));
      }
    }
    return flat;
  }

  private static JsonObject object(JsonElement value) {
    return value.isJsonObject() ? value.getAsJsonObject() : new JsonObject();
  }

  /** Six digits of what is not whole; nothing for what is absent. */
  private static String shown(@Nullable JsonElement value) {
    if (value == null) {
      return "";
    }
    if (!value.getAsJsonPrimitive().isNumber()) {
      return value.getAsString();
    }
    BigDecimal number = value.getAsBigDecimal();
    boolean whole = number.stripTrailingZeros().scale() <= 0;
    return whole
        ? number.toBigInteger().toString()
        : number.round(SHOWN).stripTrailingZeros().toPlainString();
  }
}
