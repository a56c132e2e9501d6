package io.financeflow.orchestrator.template;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.List;

/**
 * The values a template may use, as one JSON object whose members are found by dotted paths.
 *
 * <p>A member whose own name has dots is found too, and before one with a shorter name.
 *
 * <p>Immutable, thread-safe.
 */
public final class Values {

  private final JsonObject root;

  private Values(JsonObject root) {
    this.root = root;
  }

  /** Keeps a copy. */
  public static Values of(JsonObject root) {
    return new Values(root.deepCopy());
  }

  /** These values and one more, which hides one of the same name. */
  public Values with(String name, JsonElement value) {
    JsonObject more = root.deepCopy();
    more.add(name, value.deepCopy());
    return new Values(more);
  }

  /** The value at the path; an unknown one is refused with the known names beside it. */
  JsonElement get(List<String> path) {
    JsonElement value = root;
    int depth = 0;
    while (depth < path.size()) {
      int names = names(value, path, depth);
      if (names == 0) {
        throw unknown(value, path, depth);
      }
      value = member(value, path, depth, names);
      depth += names;
    }
    return value;
  }

  /** The value at the path, or JSON's null when there is none. */
  JsonElement orNull(List<String> path) {
    JsonElement value = root;
    int depth = 0;
    while (depth < path.size()) {
      int names = names(value, path, depth);
      if (names == 0) {
        return JsonNull.INSTANCE;
      }
      value = member(value, path, depth, names);
      depth += names;
    }
    return value;
  }

  /** How many names of the path are the name of one member, as many as can be; 0 for no member. */
  private static int names(JsonElement value, List<String> path, int depth) {
    int names = value.isJsonObject() ? path.size() - depth : 0;
    while (names > 0 && member(value, path, depth, names) == null) {
      names--;
    }
    return names;
  }

  private static JsonElement member(JsonElement value, List<String> path, int depth, int names) {
    return value.getAsJsonObject().get(String.join(".", path.subList(depth, depth + names)));
  }

  private static TemplateError unknown(JsonElement value, List<String> path, int depth) {
    String name = path.get(depth);
    String where = depth == 0 ? "" : " in " + String.join(".", path.subList(0, depth));
    String hint =
        value.isJsonObject()
            ? KnownNames.hint(name, value.getAsJsonObject().keySet())
            : "that is not an object";
    boolean variable = depth == 1 && path.get(0).equals(RunValues.VARS);
    String remedy = variable ? ": set it with ./financeflow variables set" : "";
    return new TemplateError("unknown name '" + name + "'" + where + "; " + hint + remedy);
  }
}
