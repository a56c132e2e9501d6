package io.financeflow.orchestrator.template;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.List;

/**
 * The values a template may use, as one JSON object whose members are found by dotted paths.
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
    for (int depth = 0; depth < path.size(); depth++) {
      String name = path.get(depth);
      if (!value.isJsonObject() || !value.getAsJsonObject().has(name)) {
        String where = depth == 0 ? "" : " in " + String.join(".", path.subList(0, depth));
        String hint =
            value.isJsonObject()
                ? KnownNames.hint(name, value.getAsJsonObject().keySet())
                : "that is not an object";
        throw new TemplateError("unknown name '" + name + "'" + where + "; " + hint);
      }
      value = value.getAsJsonObject().get(name);
    }
    return value;
  }

  /** The value at the path, or JSON's null when there is none. */
  JsonElement orNull(List<String> path) {
    JsonElement value = root;
    for (String name : path) {
      if (!value.isJsonObject() || !value.getAsJsonObject().has(name)) {
        return JsonNull.INSTANCE;
      }
      value = value.getAsJsonObject().get(name);
    }
    return value;
  }
}
