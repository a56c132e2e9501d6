package io.financeflow.ml.arima;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.financeflow.ml.forecaster.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ArimaBatchTest {

  private static SortedMap<String, Series> textbook() {
    SortedMap<String, Series> series = new TreeMap<>();
    for (String name : List.of("lh", "Nile", "WWWusage", "LakeHuron", "lynx", "presidents")) {
      series.put(name, Textbook.series(name));
    }
    return series;
  }

  @Test
  void resultsAreTheSameInTheSameOrderOnAnyNumberOfThreads() throws InterruptedException {
    List<ArimaBatch.Result> one = new ArrayList<>();
    List<ArimaBatch.Result> four = new ArrayList<>();

    ArimaForecaster fixed = ArimaForecaster.of(new ArimaSpec(ArimaOrder.of(2, 1, 2), false));
    ArimaBatch.fit(textbook(), ArimaForecaster.auto(), 1, one::add);
    ArimaBatch.fit(textbook(), fixed, 1, one::add);
    ArimaBatch.fit(textbook(), ArimaForecaster.auto(), 4, four::add);
    ArimaBatch.fit(textbook(), fixed, 4, four::add);

    assertThat(four).isEqualTo(one);
    assertThat(one)
        .extracting(ArimaBatch.Result::name)
        .startsWith("LakeHuron", "Nile", "WWWusage", "lh", "lynx", "presidents")
        .hasSize(12);
  }

  @Test
  void seriesWithoutAValueDoesNotStopTheOthers() throws InterruptedException {
    SortedMap<String, Series> series = new TreeMap<>();
    series.put("empty", Series.of());
    series.put("flat", Series.of(2, 2, 2));
    List<ArimaBatch.Result> results = new ArrayList<>();

    ArimaBatch.fit(series, ArimaForecaster.auto(), 2, results::add);

    assertThat(results.get(0).fit()).isEmpty();
    assertThat(results.get(1).fit().orElseThrow().model().spec())
        .hasToString("ARIMA(0,0,0) with mean");
  }

  @Test
  void interruptionEndsTheBatch() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> ArimaBatch.fit(textbook(), ArimaForecaster.auto(), 2, result -> {}))
        .isInstanceOf(InterruptedException.class);
  }
}
