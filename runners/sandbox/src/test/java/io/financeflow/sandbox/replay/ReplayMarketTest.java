package io.financeflow.sandbox.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.financeflow.sandbox.market.Bar;
import io.financeflow.sandbox.market.Listing;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of bars, right and wrong. */
class ReplayMarketTest {

  private static final String HEADER = "ticker,date,open,high,low,close,volume,vwap,trades";
  private static final String FIRST = "A,2024-03-07,1,2,0.5,1.5,100,1.25,7";
  private static final LocalDate THU_2024_03_07 = LocalDate.of(2024, 3, 7);

  private final Path folder;

  ReplayMarketTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void columnsAreFoundByName() throws Exception {
    Path file = write("Close,TICKER,open,date,low,high,volume", "1.5,A,1,2024-03-07,0.5,2,100");
    List<Bar> bars = new ArrayList<>();

    ReplayMarket.read(file).session(THU_2024_03_07, (listing, bar) -> bars.add(bar));

    assertThat(bars).containsExactly(new Bar(THU_2024_03_07, 1, 2, 0.5, 1.5, 100, 0, 0));
  }

  @Test
  void averageAndCountAreTakenWhenThere() throws Exception {
    List<Bar> bars = new ArrayList<>();

    ReplayMarket.read(write(HEADER, FIRST)).session(THU_2024_03_07, (of, bar) -> bars.add(bar));

    assertThat(bars).containsExactly(new Bar(THU_2024_03_07, 1, 2, 0.5, 1.5, 100, 1.25, 7));
  }

  @Test
  void compressedFileSortedByDateIsTheSameMarket() throws Exception {
    Path file = folder.resolve("bars.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      String text =
          String.join(
              "\n", HEADER, "B,2024-03-07,1,2,1,1,5,,", FIRST, "B,2024-03-08,1,2,1,2,6,,", "");
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    ReplayMarket market = ReplayMarket.read(file);

    assertThat(market.listings()).extracting(Listing::ticker).containsExactly("A", "B");
    assertThat(market.listings().get(0).last()).isEqualTo(THU_2024_03_07);
    assertThat(market.listings().get(1).last()).isNull();
  }

  @Test
  void wrongLineIsNamedByFileAndNumber() throws Exception {
    assertThat(error("A,2024-03-08,x,2,0.5,1.5,100,,")).isEqualTo(":3: open must be a number: x");
    assertThat(error("A,2024-03-08,1,2,0.5,0,100,,")).isEqualTo(":3: close must be > 0 but was 0");
    assertThat(error("A,2024-03-08,1,NaN,0.5,1.5,100,,"))
        .isEqualTo(":3: high must be finite but was NaN");
    assertThat(error("A,2024-03-08,1,2,0.5,1.5,-1,,"))
        .isEqualTo(":3: volume must be >= 0 but was -1");
    assertThat(error("A,8 March,1,2,0.5,1.5,100,,"))
        .isEqualTo(":3: date must be YYYY-MM-DD but was 8 March");
    assertThat(error("A,2024-03-08,1,2"))
        .isEqualTo(":3: expected 9 fields as in the header: A,2024-03-08,1,2");
    assertThat(error(FIRST))
        .isEqualTo(":3: dates of a symbol must ascend but 2024-03-07 follows 2024-03-07");
  }

  @Test
  void missingColumnIsNamed() throws Exception {
    Path file = write("symbol,date,open,high,low,volume", "A,2024-03-07,1,2,0.5,100");

    assertThatThrownBy(() -> ReplayMarket.read(file))
        .hasMessage(file + ":1: the header has no column close: symbol,date,open,high,low,volume");
  }

  @Test
  void fileWithoutBarsIsRefused() throws Exception {
    Path file = write(HEADER);

    assertThatThrownBy(() -> ReplayMarket.read(file)).hasMessage(file + ": no bars");
  }

  @Test
  void missingFileIsNamed() {
    Path file = folder.resolve("absent.csv");

    assertThatThrownBy(() -> ReplayMarket.read(file))
        .hasMessage("cannot read " + file)
        .hasCauseInstanceOf(NoSuchFileException.class);
  }

  private String error(String secondLine) throws IOException {
    Path file = write(HEADER, FIRST, secondLine);
    try {
      ReplayMarket.read(file);
      return "no error";
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage()).replace(file.toString(), "");
    }
  }

  private Path write(String... lines) throws IOException {
    return Files.write(folder.resolve("bars.csv"), List.of(lines), StandardCharsets.UTF_8);
  }
}
