package io.financeflow.ml.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.financeflow.ml.arima.ArimaForecaster;
import io.financeflow.ml.arima.ArimaModel;
import io.financeflow.ml.arima.ArimaOrder;
import io.financeflow.ml.arima.ArimaSpec;
import io.financeflow.ml.forecaster.Series;
import io.financeflow.ml.forecaster.UnreadableModel;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ArimaSetTest {
  private static final LocalDate FRIDAY = LocalDate.of(2025, 1, 31);
  private static final ArimaModel WALK =
      ArimaForecaster.of(new ArimaSpec(ArimaOrder.of(0, 1, 0), false))
          .fit(Series.of(10, 11, 10, 12, 13, 12, 14));
  private static final ArimaSet SET =
      new ArimaSet(
          Map.of(
              "BRK.B", new ArimaSet.Member(Target.NEXT_RETURN, FRIDAY, 460.25, WALK),
              "AAPL", new ArimaSet.Member(Target.LOG_CLOSE, FRIDAY.minusDays(1), 236, WALK)));

  @Test
  void setReadsBackAsItWasWritten() {
    ArimaSet read = ArimaSet.read(SET.write());

    assertThat(read).isEqualTo(SET);
    assertThat(read.members().keySet()).containsExactly("AAPL", "BRK.B");
    assertThat(Objects.requireNonNull(read.members().get("AAPL")).model().forecast(3, 0.9))
        .isEqualTo(WALK.forecast(3, 0.9));
    assertThat(read.write()).isEqualTo(SET.write());
  }

  @Test
  void tickersTakeLittle() {
    int one = new ArimaSet(Map.of("AAPL", SET.members().get("AAPL"))).write().length;

    assertThat(SET.write().length - one).isBetween(50, 200);
  }

  @Test
  void bytesOfAnythingElseAreRefused() {
    byte[] bytes = SET.write();

    assertThatThrownBy(() -> ArimaSet.read(WALK.save()))
        .isInstanceOf(UnreadableModel.class)
        .hasMessageContaining("not arima-set version 1");
    assertThatThrownBy(() -> ArimaSet.read(Arrays.copyOf(bytes, bytes.length - 1)))
        .isInstanceOf(UnreadableModel.class)
        .hasMessageContaining("it is cut short");
    assertThatThrownBy(() -> ArimaSet.read(Arrays.copyOf(bytes, bytes.length + 1)))
        .isInstanceOf(UnreadableModel.class)
        .hasMessageContaining("something follows its end");
  }

  @Test
  void emptySetsAndCloseslessMembersAreRefused() {
    assertThatThrownBy(() -> new ArimaSet(Map.of())).hasMessage("a set of models must have one");
    assertThatThrownBy(() -> new ArimaSet.Member(Target.CLOSE, FRIDAY, 0, WALK))
        .hasMessage("the last close must be > 0 but was 0.0");
  }
}
