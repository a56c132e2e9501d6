package io.financeflow.orchestrator.yaml;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.financeflow.orchestrator.template.KnownNames;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** What single YAML values stand for; a text that does not fit is an IllegalArgumentException. */
final class Scalars {

  private Scalars() {}

  static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expected a whole number, not '" + text + "'", e);
    }
  }

  static double decimal(String text) {
    try {
      return new BigDecimal(text).doubleValue();
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expected a number, not '" + text + "'", e);
    }
  }

  static boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("expected true or false, not '" + text + "'");
    };
  }

  static LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "expected a date such as 2025-01-31, not '" + text + "'", e);
    }
  }

  static LocalDateTime time(String text) {
    try {
      return text.indexOf('T') < 0 ? date(text).atStartOfDay() : LocalDateTime.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "expected a time such as 2025-01-31T09:30, not '" + text + "'", e);
    }
  }

  static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "expected an instant such as 2025-01-31T00:00:00Z, not '" + text + "'", e);
    }
  }

  static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "expected a time zone such as America/New_York or UTC, not '" + text + "'", e);
    }
  }

  static <E extends Enum<E>> E choice(Class<E> type, String text) {
    List<String> known =
        Arrays.stream(type.getEnumConstants())
            .map(constant -> constant.name().toLowerCase(Locale.ROOT))
            .toList();
    int index = known.indexOf(text.toLowerCase(Locale.ROOT));
    if (index < 0) {
      throw new IllegalArgumentException("unknown '" + text + "'; " + KnownNames.hint(text, known));
    }
    return type.getEnumConstants()[index];
  }

  static List<String> texts(Node node, Problems problems) {
    List<String> texts = new ArrayList<>();
    for (Node item : items(node, problems)) {
      if (item instanceof ScalarNode scalar) {
        texts.add(scalar.getValue());
      } else {
        problems.add(item, "expected a single value");
      }
    }
    return texts;
  }

  /** The elements of a list; notes a problem when it is none. */
  static List<Node> items(Node node, Problems problems) {
    if (node instanceof SequenceNode list) {
      return list.getValue();
    }
    problems.add(node, "expected a list, [a, b]");
    return List.of();
  }

  static JsonElement json(Node node, Problems problems) {
    if (node instanceof SequenceNode list) {
      JsonArray array = new JsonArray();
      list.getValue().forEach(item -> array.add(json(item, problems)));
      return array;
    }
    if (node instanceof MappingNode mapping) {
      JsonObject object = new JsonObject();
      for (NodeTuple tuple : mapping.getValue()) {
        if (tuple.getKeyNode() instanceof ScalarNode key) {
          object.add(key.getValue(), json(tuple.getValueNode(), problems));
        } else {
          problems.add(tuple.getKeyNode(), "the name of a field must be a word");
        }
      }
      return object;
    }
    return node instanceof ScalarNode scalar ? scalar(scalar) : JsonNull.INSTANCE;
  }

  private static JsonElement scalar(ScalarNode node) {
    Tag tag = node.getTag();
    String text = node.getValue();
    if (tag.equals(Tag.NULL)) {
      return JsonNull.INSTANCE;
    }
    if (tag.equals(Tag.BOOL)) {
      return new JsonPrimitive(Boolean.parseBoolean(text));
    }
    if (tag.equals(Tag.INT)) {
      return new JsonPrimitive(new BigInteger(text));
    }
    if (tag.equals(Tag.FLOAT) && text.matches("[-+.0-9eE]+")) {
      return new JsonPrimitive(new BigDecimal(text));
    }
    return new JsonPrimitive(text);
  }
}
