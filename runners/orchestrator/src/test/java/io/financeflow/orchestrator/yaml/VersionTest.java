package io.financeflow.orchestrator.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.financeflow.orchestrator.dag.Dag;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** A version changes with the meaning of a DAG and with nothing else. */
class VersionTest {

  private static final Set<String> FOR_PEOPLE = Set.of("description", "owner", "tags");

  @Test
  void whatIsWrittenIsReadAsAnEqualDag() {
    Examples.all()
        .forEach(
            (name, text) -> {
              Dag dag = DagDocument.read(name, text);
              Dag again = DagDocument.read("written", DagDocument.write(dag));

              assertThat(again).as(name).isEqualTo(dag);
              assertThat(DagDocument.version(again)).isEqualTo(DagDocument.version(dag));
            });
  }

  @Test
  void orderOfKeysStyleAndCommentsDoNotCount() {
    Random random = new Random(99);
    Examples.all()
        .forEach(
            (name, text) -> {
              Dag dag = DagDocument.read(name, text);
              Object tree = new Load(LoadSettings.builder().build()).loadFromString(text);
              for (int round = 0; round < 30; round++) {
                String rewritten = rewritten(shuffled(tree, random), random);
                Dag other = DagDocument.read(name, rewritten);

                assertThat(other).as(rewritten).isEqualTo(dag);
                assertThat(DagDocument.version(other)).isEqualTo(DagDocument.version(dag));
              }
            });
  }

  @Test
  void everyOtherChangeOfAnyValueCounts() {
    int changed = 0;
    Set<String> neverChanged = new TreeSet<>();
    for (Map.Entry<String, String> example : Examples.all().entrySet()) {
      Dag dag = DagDocument.read(example.getKey(), example.getValue());
      JsonObject whole = JsonParser.parseString(DagDocument.write(dag)).getAsJsonObject();
      for (List<String> path : leaves(whole, List.of())) {
        int tried = 0;
        for (JsonElement replacement : replacements(at(whole, path))) {
          if (tried == 2) {
            break;
          }
          JsonObject copy = whole.deepCopy();
          replace(copy, path, replacement);
          Dag other;
          try {
            other = DagDocument.read("changed", copy.toString());
          } catch (InvalidFile e) {
            continue;
          }
          tried++;
          boolean forPeople =
              FOR_PEOPLE.contains(path.get(0))
                  || (path.get(0).equals("params") && path.get(2).equals("description"));
          assertThat(DagDocument.version(other).equals(DagDocument.version(dag)))
              .as("%s: %s = %s", example.getKey(), path, replacement)
              .isEqualTo(forPeople);
          changed++;
        }
        if (tried == 0) {
          neverChanged.add(String.join("/", path));
        }
      }
    }
    assertThat(changed).isGreaterThan(150);
    // Words with one possible value, and references that no other value satisfies.
    assertThat(neverChanged)
        .allMatch(
            path ->
                path.matches(
                    "(.*/)?(exchange|sessions|from/type|choices/0|after/\\d+|task|(cases/.|otherwise)/\\d+)"));
  }

  @Test
  void leavingOutATaskOrAFieldCounts() {
    Dag dag = DagDocument.read("x", Examples.text("every_field.yaml"));
    JsonObject whole = JsonParser.parseString(DagDocument.write(dag)).getAsJsonObject();
    int removed = 0;
    for (String field : whole.keySet()) {
      JsonObject copy = whole.deepCopy();
      copy.remove(field);
      if (!FOR_PEOPLE.contains(field) && !Set.of("dag", "tasks", "params").contains(field)) {
        assertThat(DagDocument.version(DagDocument.read("x", copy.toString())))
            .as(field)
            .isNotEqualTo(DagDocument.version(dag));
        removed++;
      }
    }
    assertThat(removed).isEqualTo(11);
  }

  private static Object shuffled(Object value, Random random) {
    if (value instanceof Map<?, ?> map) {
      List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
      Collections.shuffle(entries, random);
      Map<Object, Object> copy = new LinkedHashMap<>();
      entries.forEach(entry -> copy.put(entry.getKey(), shuffled(entry.getValue(), random)));
      return copy;
    }
    return value instanceof List<?> list
        ? list.stream().map(item -> shuffled(item, random)).toList()
        : value;
  }

  private static String rewritten(Object tree, Random random) {
    FlowStyle[] flows = {FlowStyle.AUTO, FlowStyle.BLOCK, FlowStyle.FLOW};
    String text =
        new Dump(
                DumpSettings.builder()
                    .setDefaultFlowStyle(flows[random.nextInt(3)])
                    .setIndent(2 + random.nextInt(4))
                    .setWidth(40 + random.nextInt(100))
                    .build())
            .dumpToString(tree);
    return "# comment " + random.nextInt() + "\n\n" + text + "# the end\n";
  }

  private static List<List<String>> leaves(JsonElement value, List<String> path) {
    List<List<String>> all = new ArrayList<>();
    if (value.isJsonObject()) {
      value
          .getAsJsonObject()
          .asMap()
          .forEach((name, member) -> all.addAll(leaves(member, plus(path, name))));
    } else if (value.isJsonArray()) {
      JsonArray array = value.getAsJsonArray();
      for (int i = 0; i < array.size(); i++) {
        all.addAll(leaves(array.get(i), plus(path, String.valueOf(i))));
      }
    } else {
      all.add(path);
    }
    return all;
  }

  private static List<String> plus(List<String> path, String name) {
    List<String> longer = new ArrayList<>(path);
    longer.add(name);
    return longer;
  }

  private static JsonElement at(JsonElement root, List<String> path) {
    JsonElement value = root;
    for (String name : path) {
      value =
          value.isJsonArray()
              ? value.getAsJsonArray().get(Integer.parseInt(name))
              : value.getAsJsonObject().get(name);
    }
    return value;
  }

  private static void replace(JsonElement root, List<String> path, JsonElement value) {
    JsonElement parent = at(root, path.subList(0, path.size() - 1));
    String last = path.get(path.size() - 1);
    if (parent.isJsonArray()) {
      parent.getAsJsonArray().set(Integer.parseInt(last), value);
    } else {
      parent.getAsJsonObject().add(last, value);
    }
  }

  /** Other values of which at least one should fit wherever the value fits. */
  private static List<JsonElement> replacements(JsonElement value) {
    List<JsonElement> all = new ArrayList<>();
    if (value.getAsJsonPrimitive().isNumber()) {
      all.add(new JsonPrimitive(value.getAsInt() + 1));
    }
    if (value.getAsJsonPrimitive().isBoolean()) {
      all.add(new JsonPrimitive(!value.getAsBoolean()));
    }
    for (String text :
        List.of(
            "another",
            "11m",
            "7d",
            "2021-05-05",
            "2021-05-05T05:05",
            "2021-05-05T05:05:05Z",
            "Asia/Tokyo",
            "10 7 * * *",
            "open + 3m",
            "approve",
            "all",
            "absolute",
            "direct",
            "leaves",
            "work",
            "setup",
            "one_done",
            "point",
            "interval",
            "none",
            "int",
            "double",
            "list",
            "b",
            "{{ run_id }}",
            "depends_on_past")) {
      if (!value.equals(new JsonPrimitive(text))) {
        all.add(new JsonPrimitive(text));
      }
    }
    return all;
  }
}
