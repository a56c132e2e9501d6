package io.financeflow.orchestrator.yaml;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import io.financeflow.orchestrator.template.KnownNames;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * The fields of one YAML mapping, asked for by name.
 *
 * <p>A field that is wrong is noted with its place and read as if it were not there, so that
 * reading goes on. {@link #end} notes the fields nobody asked for.
 */
final class Fields {

  private final Node node;
  private final Problems problems;
  private final Map<String, Node> keys = new LinkedHashMap<>();
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Set<String> asked = new HashSet<>();

  private Fields(Node node, Problems problems) {
    this.node = node;
    this.problems = problems;
  }

  /** Notes a problem, and has no fields, when the node is no mapping. */
  static Fields of(Node node, Problems problems) {
    Fields fields = new Fields(node, problems);
    if (!(node instanceof MappingNode mapping)) {
      problems.add(node, "expected fields, 'name: value', here");
      return fields;
    }
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        problems.add(tuple.getKeyNode(), "the name of a field must be a word");
      } else {
        if (fields.keys.containsKey(key.getValue())) {
          problems.add(key, "'" + key.getValue() + "' is given twice: keep one");
        }
        fields.keys.put(key.getValue(), key);
        fields.values.put(key.getValue(), tuple.getValueNode());
      }
    }
    return fields;
  }

  Node node() {
    return node;
  }

  Problems problems() {
    return problems;
  }

  /** All names, in the order of the file; counts them as asked for. */
  Set<String> names() {
    asked.addAll(values.keySet());
    return values.keySet();
  }

  boolean has(String name) {
    asked.add(name);
    return values.containsKey(name);
  }

  /** The place of a field's name. */
  Node key(String name) {
    return keys.getOrDefault(name, node);
  }

  Optional<Node> value(String name) {
    asked.add(name);
    return Optional.ofNullable(values.get(name));
  }

  Optional<Fields> fields(String name) {
    return value(name).map(value -> of(value, problems));
  }

  /** What a field's text stands for; an IllegalArgumentException is noted at the field. */
  <T> T read(String name, T missing, Function<String, T> reader) {
    Optional<Node> value = value(name);
    if (value.isEmpty()) {
      return missing;
    }
    if (!(value.get() instanceof ScalarNode scalar)) {
      problems.add(value.get(), "'" + name + "' must be a single value");
      return missing;
    }
    return attempt(scalar, missing, () -> reader.apply(scalar.getValue()));
  }

  String text(String name, String missing) {
    return read(name, missing, text -> text);
  }

  /** The text of a field that must be there. */
  String required(String name) {
    if (!has(name)) {
      problems.add(node, "'" + name + "' is missing here");
    }
    return text(name, "missing");
  }

  int number(String name, int missing) {
    return read(name, missing, Scalars::number);
  }

  boolean flag(String name) {
    return read(name, false, Scalars::flag);
  }

  <E extends Enum<E>> E choice(String name, E missing) {
    return read(name, missing, text -> Scalars.choice(missing.getDeclaringClass(), text));
  }

  List<String> texts(String name) {
    return value(name).map(list -> Scalars.texts(list, problems)).orElse(List.of());
  }

  Map<String, String> textMap(String name) {
    Map<String, String> map = new LinkedHashMap<>();
    fields(name)
        .ifPresent(inner -> inner.names().forEach(key -> map.put(key, inner.text(key, ""))));
    return map;
  }

  /** The field as JSON, JSON's null when it is missing. */
  JsonElement json(String name) {
    return value(name).map(value -> Scalars.json(value, problems)).orElse(JsonNull.INSTANCE);
  }

  /** What the fields stand for together; an IllegalArgumentException is noted at their place. */
  <T> T make(T fallback, Supplier<T> maker) {
    return attempt(node, fallback, maker);
  }

  /** Notes every field nobody asked for. */
  void end() {
    for (Map.Entry<String, Node> entry : keys.entrySet()) {
      if (!asked.contains(entry.getKey())) {
        problems.add(
            entry.getValue(),
            "unknown field '" + entry.getKey() + "'; " + KnownNames.hint(entry.getKey(), asked));
      }
    }
  }

  private <T> T attempt(Node at, T fallback, Supplier<T> maker) {
    try {
      return maker.get();
    } catch (IllegalArgumentException e) {
      problems.add(at, String.valueOf(e.getMessage()));
      return fallback;
    }
  }
}
