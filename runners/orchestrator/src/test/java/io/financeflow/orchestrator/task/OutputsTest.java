package io.financeflow.orchestrator.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonPrimitive;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutputsTest {

  @Test
  void sizeIsLimitedInBytesOfJson() {
    String fits = "ä".repeat((Outputs.MAX_BYTES - "{\"k\":\"\"}".length()) / 2);

    assertThat(Outputs.of(Map.of("k", new JsonPrimitive(fits))).json())
        .hasSize(fits.length() + "{\"k\":\"\"}".length());
    assertThatThrownBy(() -> Outputs.of(Map.of("k", new JsonPrimitive(fits + "ä"))))
        .hasMessage(
            "outputs must be <= 65536 bytes of JSON but were 65538:"
                + " store the data and hand on where it is");
  }

  @Test
  void keysMustBeNameable() {
    assertThatThrownBy(() -> Outputs.of(Map.of("a.b", new JsonPrimitive(1))))
        .hasMessage("an output key must be 1 to 64 letters, digits, _ or - but was 'a.b'");
  }

  @Test
  void laterChangesOfTheGivenValuesDoNotShow() {
    JsonArray list = new JsonArray();
    Outputs outputs = Outputs.of(Map.of("list", list));

    list.add(1);
    outputs.values().values().forEach(value -> value.getAsJsonArray().add(2));

    assertThat(outputs.json()).isEqualTo("{\"list\":[]}");
  }
}
