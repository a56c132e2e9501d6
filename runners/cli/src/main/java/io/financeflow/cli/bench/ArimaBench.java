package io.financeflow.cli.bench;

import io.financeflow.cli.bench.ArimaFigures.Speeds;
import io.financeflow.ml.arima.ArimaBatch;
import io.financeflow.ml.arima.ArimaForecaster;
import io.financeflow.ml.arima.ArimaOrder;
import io.financeflow.ml.arima.ArimaSpec;
import io.financeflow.ml.forecaster.Series;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** How quick fits and searches are, on one thread and on two. */
final class ArimaBench {
  private static final int WARM_UP = 30;
  private static final ArimaForecaster FIXED =
      ArimaForecaster.of(new ArimaSpec(ArimaOrder.of(1, 1, 1), false));

  private final SortedMap<String, Series> series;
  private final LongSupplier nanos;

  private ArimaBench(SortedMap<String, Series> series, LongSupplier nanos) {
    this.series = series;
    this.nanos = nanos;
  }

  /**
   * Measures, after a round on the first thirty series that is not counted.
   *
   * @param series at least one
   * @param nanos a clock that only goes forward, as {@link System#nanoTime}
   */
  static ArimaFigures run(SortedMap<String, Series> series, LongSupplier nanos)
      throws InterruptedException {
    SortedMap<String, Series> first = new TreeMap<>();
    series.entrySet().stream()
        .limit(WARM_UP)
        .forEach(entry -> first.put(entry.getKey(), entry.getValue()));
    new ArimaBench(first, nanos).figures();
    return new ArimaBench(series, nanos).figures();
  }

  private ArimaFigures figures() throws InterruptedException {
    ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
    AtomicInteger simpler = new AtomicInteger();
    Speeds one = speeds(1, simpler);
    Speeds two = speeds(2, new AtomicInteger());
    long peak =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .mapToLong(pool -> pool.getPeakUsage().getUsed())
            .sum();
    return new ArimaFigures(series.size(), one, two, peak, simpler.get());
  }

  private Speeds speeds(int threads, AtomicInteger simpler) throws InterruptedException {
    double fits = perSecond(FIXED, threads, new AtomicInteger());
    return new Speeds(fits, perSecond(ArimaForecaster.auto(), threads, simpler));
  }

  private double perSecond(ArimaForecaster forecaster, int threads, AtomicInteger simpler)
      throws InterruptedException {
    long start = nanos.getAsLong();
    ArimaBatch.fit(
        series,
        forecaster,
        threads,
        result -> {
          if (result.fit().filter(fit -> fit.model().simplerBecause().isPresent()).isPresent()) {
            simpler.incrementAndGet();
          }
        });
    return series.size() * 1e9 / Math.max(1, nanos.getAsLong() - start);
  }
}
