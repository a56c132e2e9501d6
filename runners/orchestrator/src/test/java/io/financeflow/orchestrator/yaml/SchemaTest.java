package io.financeflow.orchestrator.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The JSON schema for editors and the parser know the same fields. */
class SchemaTest {

  private static final String TEXT = schemaText();
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(TEXT, InputFormat.JSON);

  @Test
  void everyExampleIsValidForBoth() {
    Examples.all()
        .forEach(
            (name, text) -> {
              DagDocument.read(name, text);
              assertThat(faults(json(text))).as(name).isEmpty();
            });
  }

  /** Here and not beside them: the validator's Jackson and Beam's do not go together. */
  @Test
  void theDagsOfTheProgramAreValidForBoth() throws IOException {
    DagFolder program = DagFolder.read(Path.of("..", "cli", "src", "main", "resources", "dags"));

    assertThat(program.problems()).isEmpty();
    assertThat(program.dags()).hasSizeGreaterThanOrEqualTo(4);
    for (DagFolder.Source dag : program.dags()) {
      assertThat(faults(json(dag.text()))).as(dag.dag().id()).isEmpty();
    }
  }

  @Test
  void theExamplesUseEveryFieldTheSchemaDocuments() {
    Set<String> documented = new TreeSet<>();
    properties(JsonParser.parseString(TEXT), documented);
    Set<String> used = new TreeSet<>();
    Examples.all().values().forEach(text -> keys(json(text), used));

    assertThat(used).containsAll(documented);
    assertThat(documented).contains("session_of_month", "skip_when_late", "infrastructure");
  }

  @Test
  void everyObjectRefusesUnknownFieldsInBoth() {
    int refused = 0;
    for (String text : Examples.all().values()) {
      JsonElement whole = json(text);
      for (List<String> path : objects(whole, List.of())) {
        if (freeNames(path)) {
          continue;
        }
        JsonElement copy = whole.deepCopy();
        at(copy, path).getAsJsonObject().add("zzz_unknown", new JsonPrimitive(1));

        assertThat(faults(copy)).as("schema: unknown field in %s", path).isNotEmpty();
        assertThatThrownBy(() -> DagDocument.read("f.yaml", copy.toString()))
            .as("parser: unknown field in %s", path)
            .isInstanceOf(InvalidFile.class);
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(60);
  }

  /** Objects whose members are names the author chooses. */
  private static boolean freeNames(List<String> path) {
    String last = path.isEmpty() ? "" : path.get(path.size() - 1);
    return Set.of("params", "tasks", "group", "args", "env", "cases").contains(last)
        || path.contains("over");
  }

  private static void properties(JsonElement schema, Set<String> found) {
    if (schema.isJsonObject()) {
      JsonObject object = schema.getAsJsonObject();
      object
          .asMap()
          .forEach(
              (name, member) -> {
                if (name.equals("properties")) {
                  found.addAll(member.getAsJsonObject().keySet());
                  member.getAsJsonObject().asMap().values().forEach(p -> properties(p, found));
                } else {
                  properties(member, found);
                }
              });
    } else if (schema.isJsonArray()) {
      schema.getAsJsonArray().forEach(item -> properties(item, found));
    }
  }

  private static void keys(JsonElement value, Set<String> found) {
    if (value.isJsonObject()) {
      found.addAll(value.getAsJsonObject().keySet());
      value.getAsJsonObject().asMap().values().forEach(member -> keys(member, found));
    } else if (value.isJsonArray()) {
      value.getAsJsonArray().forEach(item -> keys(item, found));
    }
  }

  private static List<List<String>> objects(JsonElement value, List<String> path) {
    List<List<String>> all = new ArrayList<>();
    if (value.isJsonObject()) {
      all.add(path);
      value
          .getAsJsonObject()
          .asMap()
          .forEach((name, member) -> all.addAll(objects(member, plus(path, name))));
    } else if (value.isJsonArray()) {
      JsonArray array = value.getAsJsonArray();
      for (int i = 0; i < array.size(); i++) {
        all.addAll(objects(array.get(i), plus(path, String.valueOf(i))));
      }
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

  private static List<String> faults(JsonElement document) {
    return SCHEMA.validate(document.toString(), InputFormat.JSON).stream()
        .map(Object::toString)
        .toList();
  }

  private static JsonElement json(String yaml) {
    return json(new Load(LoadSettings.builder().build()).loadFromString(yaml));
  }

  private static JsonElement json(Object value) {
    if (value instanceof Map<?, ?> map) {
      JsonObject object = new JsonObject();
      map.forEach((key, member) -> object.add(String.valueOf(key), json(member)));
      return object;
    }
    if (value instanceof List<?> list) {
      JsonArray array = new JsonArray();
      list.forEach(item -> array.add(json(item)));
      return array;
    }
    if (value instanceof Number number) {
      return new JsonPrimitive(number);
    }
    return value instanceof Boolean truth
        ? new JsonPrimitive(truth)
        : new JsonPrimitive(String.valueOf(value));
  }

  private static String schemaText() {
    try (InputStream bytes = DagDocument.class.getResourceAsStream(DagDocument.SCHEMA)) {
      return new String(Objects.requireNonNull(bytes).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
