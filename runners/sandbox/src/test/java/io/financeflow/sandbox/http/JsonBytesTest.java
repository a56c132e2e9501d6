package io.financeflow.sandbox.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** JSON by hand: numbers, texts and commas. */
class JsonBytesTest {

  @Test
  void numbersHaveNoExponentAndNoSpareZeros() {
    assertThat(number(0)).isEqualTo("0");
    assertThat(number(100)).isEqualTo("100");
    assertThat(number(-2.5)).isEqualTo("-2.5");
    assertThat(number(0.05)).isEqualTo("0.05");
    assertThat(number(106.5001)).isEqualTo("106.5001");
    assertThat(number(0.00012345)).isEqualTo("0.00012345");
    assertThat(number(1.0 / 3)).isEqualTo("0.33333333");
    assertThat(number(98_765_432_109.8765)).isEqualTo("98765432109.8765");
    assertThat(number(1.8e13)).isEqualTo("18000000000000");
  }

  @Test
  void exactNumbersKeepAllTheirDigits() {
    JsonBytes json = new JsonBytes(1).open('{').field("x", new BigDecimal("7.00000700001"));

    assertThat(text(json.field("y", new BigDecimal("1E+1")).close('}')))
        .isEqualTo("{\"x\":7.00000700001,\"y\":10}");
  }

  @Test
  void textsAreEscaped() {
    JsonBytes json = new JsonBytes(1).open('{').field("t", "a\"b\\c\0\nü€").close('}');

    assertThat(text(json)).isEqualTo("{\"t\":\"a\\\"b\\\\c\\u0000\\u000aü€\"}");
  }

  @Test
  void commasSeparateValues() {
    JsonBytes rows = new JsonBytes(1).open('{').field("a", 1).field("b", false).close('}');
    rows.open('{').close('}');

    JsonBytes json = new JsonBytes(1).open('[').json(rows).json(new JsonBytes(1)).close(']');

    assertThat(text(json)).isEqualTo("[{\"a\":1,\"b\":false},{}]");
  }

  private static String number(double value) {
    String json = text(new JsonBytes(1).open('{').field("n", value).close('}'));
    return json.substring(5, json.length() - 1);
  }

  private static String text(JsonBytes json) {
    return new String(json.toBytes(), StandardCharsets.UTF_8);
  }
}
