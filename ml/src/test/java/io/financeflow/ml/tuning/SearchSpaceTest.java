package io.financeflow.ml.tuning;

import static io.financeflow.ml.tuning.SearchSpace.choice;
import static io.financeflow.ml.tuning.SearchSpace.intRange;
import static io.financeflow.ml.tuning.SearchSpace.logRange;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SearchSpaceTest {
  private static final SearchSpace SPACE =
      SearchSpace.of(choice("unit", "relu", "tanh"), intRange("p", 0, 5, 2), choice("log", true));

  @Test
  void aGridChangesTheLastParameterFastest() {
    List<String> grid = new ArrayList<>();
    for (int i = 0; i < SPACE.gridSize(); i++) {
      grid.add(SPACE.grid(i).toString());
    }

    assertThat(grid)
        .containsExactly(
            "{\"unit\":\"relu\",\"p\":0,\"log\":true}",
            "{\"unit\":\"relu\",\"p\":2,\"log\":true}",
            "{\"unit\":\"relu\",\"p\":4,\"log\":true}",
            "{\"unit\":\"tanh\",\"p\":0,\"log\":true}",
            "{\"unit\":\"tanh\",\"p\":2,\"log\":true}",
            "{\"unit\":\"tanh\",\"p\":4,\"log\":true}");
    assertThat(SPACE.size()).hasValue(6);
  }

  @Test
  void aLogarithmicRangeHasItsDecadesInAGridAndNoSize() {
    Parameter rate = logRange("rate", 1e-4, 1e-2);

    assertThat(rate.points()).map(value -> value.getAsDouble()).containsExactly(1e-4, 1e-3, 1e-2);
    assertThat(SearchSpace.of(rate).size()).isEmpty();
    assertThat(SearchSpace.of(rate).gridSize()).isEqualTo(3);
    assertThat(logRange("rate", 1, 2).points()).hasSize(2);
  }

  @Test
  void smallNumbersAreDrawnAsOftenAsLargeOnes() {
    Parameter rate = logRange("rate", 1e-4, 1);
    SplittableRandom random = new SplittableRandom(7);
    int[] decades = new int[4];
    for (int i = 0; i < 4000; i++) {
      decades[(int) Math.min(3, 4 + Math.log10(rate.draw(random).getAsDouble()))]++;
    }

    assertThat(decades).containsExactly(1011, 1020, 965, 1004); // 1000, give or take 27
  }

  @Test
  void aSpaceSurvivesItsJson() {
    SearchSpace space =
        SearchSpace.of(choice("c", 1, "x", false), intRange("i", -2, 9, 3), logRange("r", 0.5, 8));

    assertThat(SearchSpace.of(JsonParser.parseString(space.toJson().toString()).getAsJsonArray()))
        .isEqualTo(space);
    assertThat(
            space.ordered(
                JsonParser.parseString("{\"r\":1,\"i\":1,\"c\":\"x\"}").getAsJsonObject()))
        .hasToString("{\"c\":\"x\",\"i\":1,\"r\":1}");
  }

  @Test
  void whatIsNoSpaceIsRefused() {
    assertThatThrownBy(() -> SearchSpace.of(choice("a", 1), choice("a", 2)))
        .hasMessage("a space needs a parameter and no name twice but has [a, a]");
    assertThatThrownBy(() -> choice("a", 1, 1))
        .hasMessage("choice a needs a value and none twice but has [1, 1]");
    assertThatThrownBy(() -> choice("a", List.of()))
        .hasMessage("a choice is a number, a text, true or false but was []");
    assertThatThrownBy(() -> intRange("a", 2, 1, 1))
        .hasMessage("range a needs low <= high and step >= 1 but was 2 to 1 by 1");
    assertThatThrownBy(() -> logRange("a", 0, 1))
        .hasMessage("range a needs 0 < low < high but was 0.0 to 1.0");
    assertThatThrownBy(
            () -> SearchSpace.of(intRange("a", 0, 1000, 1), intRange("b", 0, 1000, 1)).gridSize())
        .hasMessage(
            "the space has more than 1000000 combinations: take fewer or coarser parameters");
  }
}
