package io.financeflow.ml.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelRefTest {

  @ParameterizedTest
  @ValueSource(strings = {"a", "arima-aapl", "lstm.v2_x@champion", "m@previous", "m:1", "m:123"})
  void textIsReadAndWritten(String text) {
    assertThat(ModelRef.parse(text).text()).isEqualTo(text);
  }

  @Test
  void partsAreNameAndAliasOrNumber() {
    assertThat(ModelRef.parse("lstm-demo@challenger"))
        .isEqualTo(new ModelRef("lstm-demo", Optional.of(Alias.CHALLENGER), OptionalInt.empty()));
    assertThat(ModelRef.parse("lstm-demo:7"))
        .isEqualTo(new ModelRef("lstm-demo", Optional.empty(), OptionalInt.of(7)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "A",
        "1a",
        "a b",
        "a:0",
        "a:",
        "a:-1",
        "a:x",
        "a@",
        "a@best",
        "a@champion:1",
        "a:1@champion"
      })
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> ModelRef.parse(text)).isInstanceOf(ModelRefusal.class);
  }

  @Test
  void refusalsSayWhatIsAllowed() {
    assertThatThrownBy(() -> ModelRef.parse("a@best"))
        .hasMessage("an alias is one of [champion, challenger, previous] but was 'best'");
    assertThatThrownBy(() -> ModelRef.parse("a:b"))
        .hasMessage("a version of a model is written NAME, NAME@alias or NAME:number, not 'a:b'");
  }
}
