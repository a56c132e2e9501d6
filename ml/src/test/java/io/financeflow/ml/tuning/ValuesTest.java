package io.financeflow.ml.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValuesTest {

  private static Values values(String json) {
    Map<String, JsonPrimitive> map = new LinkedHashMap<>();
    JsonParser.parseString(json)
        .getAsJsonObject()
        .asMap()
        .forEach((name, value) -> map.put(name, value.getAsJsonPrimitive()));
    return new Values(map);
  }

  @Test
  void equalValuesHaveEqualHashesHoweverTheyAreWritten() {
    Values one = values("{\"a\": 1, \"b\": 0.0001, \"c\": \"x\"}");
    Values same = values("{\"c\": \"x\", \"b\": 1.0E-4, \"a\": 1.0}");

    assertThat(same).isEqualTo(one);
    assertThat(same.hash()).isEqualTo(one.hash()).hasSize(64);
    assertThat(values("{\"a\": 2, \"b\": 0.0001, \"c\": \"x\"}").hash()).isNotEqualTo(one.hash());
    assertThat(values("{\"a\": \"1\"}").hash()).isNotEqualTo(values("{\"a\": 1}").hash());
  }

  @Test
  void valuesAreReadAsTheirKind() {
    Values values = values("{\"p\": 2, \"rate\": 0.5, \"log\": true, \"unit\": \"tanh\"}");

    assertThat(values.integer("p")).isEqualTo(2);
    assertThat(values.number("rate")).isEqualTo(0.5);
    assertThat(values.flag("log")).isTrue();
    assertThat(values.text("unit")).isEqualTo("tanh");
    assertThat(values).hasToString("{\"p\":2,\"rate\":0.5,\"log\":true,\"unit\":\"tanh\"}");
    assertThatThrownBy(() -> values.integer("rate"))
        .hasMessage("value rate must be a whole number but was 0.5");
    assertThatThrownBy(() -> values.number("unit"))
        .hasMessage("value unit must be a number but was \"tanh\"");
    assertThatThrownBy(() -> values.flag("p"))
        .hasMessage("value p must be true or false but was 2");
    assertThatThrownBy(() -> values.integer("q"))
        .hasMessage("no value is called q: there are p, rate, log, unit");
    assertThatThrownBy(() -> new Values(Map.of("x", new JsonPrimitive(Double.NaN))))
        .hasMessage("value x must be finite but was NaN");
  }
}
