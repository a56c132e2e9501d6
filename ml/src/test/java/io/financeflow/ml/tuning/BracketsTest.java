package io.financeflow.ml.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** The tables are those of Keras Tuner. */
class BracketsTest {

  private static String table(Brackets brackets) {
    StringBuilder table = new StringBuilder();
    for (int bracket = brackets.count() - 1; bracket >= 0; bracket--) {
      for (int rung = 0; rung <= bracket; rung++) {
        table
            .append(rung == 0 ? "" : ",")
            .append(brackets.size(bracket, rung))
            .append('@')
            .append(brackets.epochs(bracket, rung));
      }
      table.append(bracket == 0 ? "" : " | ");
    }
    return table.toString();
  }

  @Test
  void eightyOneEpochs() {
    Brackets brackets = new Brackets(81, 3);

    assertThat(table(brackets))
        .isEqualTo(
            "81@1,27@3,9@9,3@27,1@81 | 34@3,12@9,4@27,2@81 | 15@9,5@27,2@81 | 8@27,3@81 | 5@81");
    assertThat(brackets.trials()).isEqualTo(211);
    assertThat(brackets.totalEpochs()).isEqualTo(1767);
  }

  @Test
  void twentySevenEpochs() {
    Brackets brackets = new Brackets(27, 3);

    assertThat(table(brackets)).isEqualTo("27@1,9@3,3@9,1@27 | 12@3,4@9,2@27 | 6@9,2@27 | 4@27");
    assertThat(brackets.trials()).isEqualTo(70);
    assertThat(brackets.totalEpochs()).isEqualTo(375);
  }

  @Test
  void hundredEpochs() {
    Brackets brackets = new Brackets(100, 3);

    assertThat(table(brackets))
        .isEqualTo(
            "98@2,33@4,11@12,4@34,2@100 | 41@4,14@12,5@34,2@100 | 18@12,6@34,2@100 | 9@34,3@100"
                + " | 6@100");
    assertThat(brackets.totalEpochs()).isEqualTo(2672);
  }

  @Test
  void oneEpochIsOneTrial() {
    assertThat(table(new Brackets(1, 3))).isEqualTo("1@1");
  }

  @Test
  void valuesOutOfBoundsAreRefused() {
    assertThatThrownBy(() -> new Brackets(0, 1))
        .hasMessage(
            "Hyperband needs 1 to 100000 epochs and a factor of 2 to 100 but was given 0 and 1");
  }
}
