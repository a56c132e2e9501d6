package io.financeflow.cli.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.financeflow.ml.forecaster.Series;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArimaBenchTest {
  private static final String PRICES =
      "symbol,date,close,adjusted_close\nB,1,9,1\nB,2,9,2\nB,3,9,3\nA,1,9,4\nA,2,9,5\nC,1,9,6\n";

  @TempDir private Path folder = Path.of("");

  @Test
  void speedIsSeriesPerSecond() throws InterruptedException {
    AtomicLong clock = new AtomicLong();

    ArimaFigures figures =
        ArimaBench.run(SimulatedPrices.of(3, 60), () -> clock.getAndAdd(500_000_000));

    assertThat(figures.series()).isEqualTo(3);
    assertThat(figures.oneThread()).isEqualTo(new ArimaFigures.Speeds(6, 6));
    assertThat(figures.twoThreads()).isEqualTo(new ArimaFigures.Speeds(6, 6));
    assertThat(figures.peakHeap()).isPositive();
  }

  @Test
  void lastClosesOfLongEnoughSymbolsAreTaken() throws IOException {
    Path file = Files.writeString(folder.resolve("prices.csv"), PRICES);
    Path packed = folder.resolve("prices.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write(PRICES.getBytes(UTF_8));
    }

    assertThat(PriceFile.read(file, 9, 2))
        .containsOnlyKeys("A", "B")
        .containsEntry("B", Series.of(2, 3))
        .isEqualTo(PriceFile.read(packed, 9, 2));
    assertThat(PriceFile.read(file, 1, 2)).containsOnlyKeys("A");
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("other.csv"), "a,b\n1,2\n");

    assertThatThrownBy(() -> PriceFile.read(file, 9, 2))
        .hasMessageEndingWith("must have the columns symbol and adjusted_close (or close)");
  }
}
