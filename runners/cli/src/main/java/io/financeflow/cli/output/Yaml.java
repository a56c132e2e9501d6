package io.financeflow.cli.output;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** JSON values as YAML 1.2 and back; JSON is YAML, so both are read. Thread-safe. */
public final class Yaml {
  private static final Gson GSON = new GsonBuilder().serializeNulls().create();

  private Yaml() {}

  /** The value as one document in block style, ending with a line break. */
  public static String write(JsonElement value) {
    DumpSettings settings =
        DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setWidth(Integer.MAX_VALUE)
            .build();
    return new Dump(settings).dumpToString(plain(value));
  }

  /**
   * Reads one document of YAML or JSON; an empty text is JSON's null.
   *
   * @param file its name, for messages
   * @throws Failure.Usage naming the line and column where it cannot be read
   */
  public static JsonElement read(String file, String text) {
    try {
      Load load = new Load(LoadSettings.builder().setLabel(file).build());
      return GSON.toJsonTree(load.loadFromString(text));
    } catch (MarkedYamlEngineException e) {
      String place =
          e.getProblemMark()
              .map(mark -> ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1))
              .orElse("");
      throw new Failure.Usage(file + place + ": neither YAML nor JSON: " + e.getProblem());
    } catch (YamlEngineException | IllegalArgumentException e) {
      throw new Failure.Usage(file + ": neither YAML nor JSON: " + e.getMessage());
    }
  }

  private static @Nullable Object plain(JsonElement value) {
    if (value.isJsonArray()) {
      List<@Nullable Object> list = new ArrayList<>();
      value.getAsJsonArray().forEach(each -> list.add(plain(each)));
      return list;
    }
    if (value instanceof JsonObject object) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      object.entrySet().forEach(member -> map.put(member.getKey(), plain(member.getValue())));
      return map;
    }
    return value instanceof JsonPrimitive primitive ? scalar(primitive) : null;
  }

  private static Object scalar(JsonPrimitive value) {
    if (value.isBoolean()) {
      return value.getAsBoolean();
    }
    if (value.isString()) {
      return value.getAsString();
    }
    BigDecimal number = value.getAsBigDecimal();
    return number.toString().matches("-?[0-9]+") ? number.toBigInteger() : number;
  }
}
