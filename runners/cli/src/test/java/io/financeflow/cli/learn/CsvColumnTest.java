package io.financeflow.cli.learn;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.financeflow.cli.output.Failure;
import java.io.ByteArrayInputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CsvColumnTest {
  @Test
  void columnIsFoundByItsHeaderWhateverTheLineEndsAndQuotes() {
    assertThat(read("\uFEFFday, value \r\n\"1, Jan\",1.5\r\n2,\"-2e3\"\r\n", "value"))
        .containsExactly(1.5, -2000);
  }

  @Test
  void emptyAndNaAreMissing() {
    assertThat(read("day,value\n1,3\n2,\n3,NA\n\n4,.5", "value"))
        .containsExactly(3, Double.NaN, Double.NaN, .5);
  }

  @Test
  void onlyColumnNeedsNoName() {
    assertThat(read("1\n2\n", null)).containsExactly(1, 2);
    assertThat(read("value\n1\n", null)).containsExactly(1);
    assertThat(read("1\n\n3\n\n\n", null)).containsExactly(1, Double.NaN, 3);
  }

  @Test
  void wrongCellsAreNamedByTheirLine() {
    assertThatThrownBy(() -> read("a,b\n1,2\n3,4x\n", "b"))
        .isInstanceOf(Failure.Incomplete.class)
        .hasMessage(
            "f.csv:3: '4x' is not a number: correct it, or leave it empty where it is missing");
    assertThatThrownBy(() -> read("a,b\n1,2\n3\n", "b"))
        .hasMessage("f.csv:3 has 1 fields, and line 1 has 2");
    assertThatThrownBy(() -> read("1\n1e999\n", null)).hasMessageStartingWith("f.csv:2: '1e999'");
    assertThatThrownBy(() -> read("", null)).hasMessage("f.csv is empty");
  }

  @Test
  void unknownColumnsAreRefusedWithThoseThereAre() {
    assertThatThrownBy(() -> read("a,b\n1,2\n", "c"))
        .isInstanceOf(Failure.Usage.class)
        .hasMessage("f.csv has no column 'c': there is a, b");
    assertThatThrownBy(() -> read("a,b\n1,2\n", null))
        .hasMessage("f.csv has 2 columns: choose one with --column: a, b");
    assertThatThrownBy(() -> read("a,a\n1,2\n", "a")).hasMessage("f.csv has several columns 'a'");
  }

  private static double[] read(String text, @Nullable String column) {
    return CsvColumn.read(
        new ByteArrayInputStream(text.getBytes(UTF_8)), "f.csv", Optional.ofNullable(column));
  }
}
