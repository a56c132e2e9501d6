package io.financeflow.ml.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.financeflow.ml.arima.ArimaForecaster;
import io.financeflow.ml.arima.ArimaOrder;
import io.financeflow.ml.arima.ArimaSpec;
import io.financeflow.ml.forecaster.Series;
import io.financeflow.schema.calendar.TradingCalendar;
import io.financeflow.schema.market.AdjustedCloses.Close;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ArimaTrainingTest {
  private static final TradingCalendar NYSE = TradingCalendar.nyse();
  private static final LocalDate FIRST = LocalDate.of(2024, 1, 2);
  private static final ArimaForecaster WALK =
      ArimaForecaster.of(new ArimaSpec(ArimaOrder.of(0, 1, 0), false));
  private static final ArimaForecaster FIXED =
      ArimaForecaster.of(new ArimaSpec(ArimaOrder.of(1, 1, 1), false));

  @Test
  void modelsAreThoseOfAllClosesAndKnowWhereTheyEnd() throws InterruptedException {
    AtomicInteger fits = new AtomicInteger();
    Closes closes = closes(150, 1);
    ArimaTraining training = new ArimaTraining(Target.LOG_CLOSE, FIXED, 2, fits::incrementAndGet);

    training.train(new TreeMap<>(Map.of("A", closes, "B", closes(50, 2))));

    ArimaSet.Member a = Objects.requireNonNull(training.set().orElseThrow().members().get("A"));
    assertThat(a.model()).isEqualTo(FIXED.onLogarithms().fit(Series.of(closes.values())));
    assertThat(a.last()).isEqualTo(NYSE.shift(FIRST, 149));
    assertThat(a.lastClose()).isEqualTo(closes.values()[149]);
    assertThat(a.target()).isEqualTo(Target.LOG_CLOSE);
    assertThat(training.origin().rows()).isEqualTo(200);
    assertThat(training.origin().range().to()).isEqualTo(NYSE.shift(FIRST, 149));
    // B is too short to be held out from.
    assertThat(fits).hasValue(3);
    assertThat(training.holdOut().orElseThrow().tickers()).isEqualTo(1);
  }

  @Test
  void randomWalkForecastsWhatTheLastValueDoes() throws InterruptedException {
    Closes closes = closes(150, 1);
    ArimaTraining training = new ArimaTraining(Target.CLOSE, WALK, 1, () -> {});

    training.train(new TreeMap<>(Map.of("A", closes)));

    HoldOut.Figures figures = training.holdOut().orElseThrow();
    double squares = 0;
    double[] values = closes.values();
    for (int i = 90; i < 150; i++) {
      squares += Math.pow(values[i] / values[i - 1] - 1, 2);
    }
    assertThat(figures.lastValue().count()).isEqualTo(60);
    assertThat(figures.lastValue().rmse()).isCloseTo(Math.sqrt(squares / 60), within(1e-12));
    assertThat(figures.model().rmse()).isCloseTo(figures.lastValue().rmse(), within(1e-12));
    assertThat(figures.model().coverage()).isBetween(0.9, 1.0);
  }

  @Test
  void returnsAreForecastOnTheSameScale() throws InterruptedException {
    ArimaTraining training =
        new ArimaTraining(
            Target.NEXT_RETURN,
            ArimaForecaster.of(new ArimaSpec(ArimaOrder.of(0, 0, 0), false)),
            1,
            () -> {});

    training.train(new TreeMap<>(Map.of("A", closes(150, 1))));

    // A mean of nothing but 0 is the last value again.
    HoldOut.Figures figures = training.holdOut().orElseThrow();
    assertThat(figures.model().rmse()).isCloseTo(figures.lastValue().rmse(), within(1e-15));
    assertThat(figures.test()).isEmpty();
  }

  /** The model must not change when what it is judged on does. */
  @Test
  void heldOutSessionsDoNotReachTheModelThatIsJudged() {
    double[] before = closes(150, 1).values();
    double[] after = before.clone();
    for (int i = 90; i < 150; i++) {
      after[i] *= 3;
    }

    assertThat(HoldOut.training(placed(after))).isEqualTo(HoldOut.training(placed(before)));
  }

  @Test
  void whatIsDoneWhenItIsInterruptedStays() throws InterruptedException {
    ArimaTraining training = new ArimaTraining(Target.CLOSE, FIXED, 1, () -> {});
    training.train(new TreeMap<>(Map.of("A", closes(150, 1))));
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> training.train(new TreeMap<>(Map.of("B", closes(150, 2)))))
        .isInstanceOf(InterruptedException.class);

    assertThat(training.set().orElseThrow().members()).containsOnlyKeys("A");
    assertThat(training.origin().rows()).isEqualTo(150);
  }

  @Test
  void searchesAreTraced() throws InterruptedException {
    ArimaTraining training = new ArimaTraining(Target.CLOSE, ArimaForecaster.auto(), 1, () -> {});

    training.train(new TreeMap<>(Map.of("A", closes(50, 1))));

    assertThat(Objects.requireNonNull(training.traces().get("A")).tried()).isNotEmpty();
    assertThat(training.holdOut()).isEmpty();
  }

  @Test
  void sessionsWithoutACloseKeepTheirPlace() {
    Closes closes =
        Closes.of(
            List.of(
                new Close(LocalDate.of(2025, 1, 8), 10),
                // A day of mourning: no session.
                new Close(LocalDate.of(2025, 1, 9), 11),
                new Close(LocalDate.of(2025, 1, 13), 12)),
            NYSE);

    assertThat(closes.sessions())
        .containsExactly(
            LocalDate.of(2025, 1, 8), LocalDate.of(2025, 1, 10), LocalDate.of(2025, 1, 13));
    assertThat(closes.values()).containsExactly(10, Double.NaN, 12);
    assertThat(closes.present()).isEqualTo(2);
    assertThat(Target.NEXT_RETURN.series(closes.values()).values())
        .containsExactly(Double.NaN, Double.NaN);
  }

  private static Closes closes(int count, long seed) {
    Random random = new Random(seed);
    double[] values = new double[count];
    double close = 100;
    for (int i = 0; i < count; i++) {
      close *= Math.exp(0.01 * random.nextGaussian());
      values[i] = close;
    }
    return placed(values);
  }

  private static Closes placed(double[] values) {
    List<Close> closes = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      closes.add(new Close(NYSE.shift(FIRST, i), values[i]));
    }
    return Closes.of(closes, NYSE);
  }
}
