package io.financeflow.pipelines.source.polygon;

import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one JSON object or CSV line with their texts as received, so that a rejected row
 * can be kept as it came. Reused from row to row; not thread-safe.
 */
final class RawRow {
  private static final int USUAL_FIELDS = 16;

  private String[] names;
  private String[] texts;
  private JsonToken[] kinds;
  private int size;

  RawRow() {
    this(USUAL_FIELDS);
  }

  private RawRow(int capacity) {
    names = new String[capacity];
    texts = new String[capacity];
    kinds = new JsonToken[capacity];
  }

  /** Replaces the content by the next object of the reader. */
  void read(JsonReader reader) throws IOException {
    size = 0;
    reader.beginObject();
    while (reader.hasNext()) {
      String name = reader.nextName();
      add(name, reader.peek(), value(reader));
    }
    reader.endObject();
  }

  /** Replaces the content by a CSV line; an empty cell is an absent field. */
  void read(List<String> header, List<String> cells) {
    size = 0;
    for (int i = 0; i < header.size(); i++) {
      String text = cells.get(i);
      if (!text.isEmpty()) {
        add(header.get(i), isNumeric(text.charAt(0)) ? JsonToken.NUMBER : JsonToken.STRING, text);
      }
    }
  }

  private static boolean isNumeric(char first) {
    return (first >= '0' && first <= '9') || first == '-' || first == '.';
  }

  /** Returns a row of its own with the same content. */
  RawRow copy() {
    RawRow copy = new RawRow(size);
    System.arraycopy(names, 0, copy.names, 0, size);
    System.arraycopy(texts, 0, copy.texts, 0, size);
    System.arraycopy(kinds, 0, copy.kinds, 0, size);
    copy.size = size;
    return copy;
  }

  private static String value(JsonReader reader) throws IOException {
    return switch (reader.peek()) {
      case STRING, NUMBER -> reader.nextString();
      case BOOLEAN -> reader.nextBoolean() ? "true" : "false";
      case NULL -> {
        reader.nextNull();
        yield "null";
      }
      default -> JsonParser.parseReader(reader).toString();
    };
  }

  private void add(String name, JsonToken kind, String text) {
    if (size == names.length) {
      names = Arrays.copyOf(names, size * 2 + 1);
      texts = Arrays.copyOf(texts, size * 2 + 1);
      kinds = Arrays.copyOf(kinds, size * 2 + 1);
    }
    names[size] = name;
    kinds[size] = kind;
    texts[size++] = text;
  }

  /** Returns the text of a field of that kind; null when it is absent, null or of another kind. */
  @Nullable String text(String name, JsonToken kind) {
    int at = indexOf(name);
    return at >= 0 && kinds[at] == kind ? texts[at] : null;
  }

  /** True when the field is there and not null. */
  boolean has(String name) {
    int at = indexOf(name);
    return at >= 0 && kinds[at] != JsonToken.NULL;
  }

  /** Returns a string field, empty when it is absent, null or of another kind. */
  String string(String name) {
    String text = text(name, JsonToken.STRING);
    return text == null ? "" : text;
  }

  /** Returns a field as it stands in JSON, for messages; "nothing" when it is absent. */
  String shown(String name) {
    int at = indexOf(name);
    return at < 0 ? "nothing" : json(at);
  }

  private int indexOf(String name) {
    for (int i = 0; i < size; i++) {
      if (names[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private String json(int at) {
    return kinds[at] == JsonToken.STRING ? new JsonPrimitive(texts[at]).toString() : texts[at];
  }

  /** Returns the row as JSON text, numbers digit for digit as received. */
  @Override
  public String toString() {
    StringBuilder json = new StringBuilder("{");
    for (int i = 0; i < size; i++) {
      json.append(i == 0 ? "" : ",").append(new JsonPrimitive(names[i])).append(':');
      json.append(json(i));
    }
    return json.append('}').toString();
  }
}
