package io.financeflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArimaCommandTest {
  /** Monthly accidental deaths in the USA, 1973 to 1978: a fact of R's datasets. */
  private static final int[] DEATHS = {
    9007, 8106, 8928, 9137, 10017, 10826, 11317, 10744, 9713, 9938, 9161, 8927, 7750, 6981, 8038,
    8422, 8714, 9512, 10120, 9823, 8743, 9129, 8710, 8680, 8162, 7306, 8124, 7870, 9387, 9556,
    10093, 9620, 8285, 8466, 8160, 8034, 7717, 7461, 7767, 7925, 8623, 8945, 10078, 9179, 8037,
    8488, 7874, 8647, 7792, 6957, 7726, 8106, 8890, 9299, 10625, 9302, 8314, 8850, 8265, 8796, 7836,
    6892, 7791, 8192, 9115, 9434, 10484, 9827, 9110, 9070, 8633, 9240
  };

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void writeFile() throws IOException {
    String rows =
        Arrays.stream(DEATHS).mapToObj(each -> "x," + each).collect(Collectors.joining("\n"));
    Files.writeString(folder.resolve("deaths.csv"), "month,deaths\n" + rows + "\n");
  }

  @Test
  void givenOrderHasTheLikelihoodOfTheTextbook() {
    JsonObject json = run("--order", "0,1,1", "--seasonal", "0,1,1").json();

    assertThat(json.get("model").getAsString()).isEqualTo("ARIMA(0,1,1)(0,1,1)[12]");
    assertThat(json.get("constant").getAsString()).isEqualTo("none");
    assertThat(json.get("loglik").getAsDouble()).isCloseTo(-425.441102431, within(1e-6));
    JsonObject coefficients = json.getAsJsonObject("coefficients");
    assertThat(coefficients.get("ma1").getAsDouble()).isCloseTo(-0.430270050, within(5e-5));
    assertThat(coefficients.get("sma1").getAsDouble()).isCloseTo(-0.552728612, within(5e-5));
    assertThat(json.getAsJsonArray("forecasts")).hasSize(6);
    assertThat(json.getAsJsonArray("forecasts").get(0).getAsJsonObject().get("point").getAsDouble())
        .isCloseTo(8336.0615, within(0.2));
  }

  @Test
  void searchFindsWhatTheTextbookDoesAndShowsIt() {
    JsonObject json = run("--auto", "--trace").json();

    assertThat(json.get("model").getAsString()).isEqualTo("ARIMA(0,1,1)(0,1,1)[12]");
    assertThat(json.get("aicc").getAsDouble()).isCloseTo(857.316351, within(7e-3));
    assertThat(json.getAsJsonObject("search").getAsJsonArray("tried").size()).isGreaterThan(5);
    assertThat(json.getAsJsonObject("search").get("seasonal_differences").getAsInt()).isEqualTo(1);
  }

  @Test
  void tableIsForPeople() {
    Cli.Result result =
        Cli.in(folder)
            .run("arima", "--csv", "deaths.csv", "--column", "deaths", "--order", "0,1,0");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .startsWith("ARIMA(0,1,0) of 72 values\nconstant none")
        .contains("step");
  }

  @Test
  void wrongUseIsOneLine() {
    refused(2, "there is no file none.csv", "--csv", "none.csv");
    refused(2, "deaths.csv has 2 columns", "--csv", "deaths.csv");
    refused(2, "--seasonal needs --order", "--csv", "deaths.csv", "--seasonal", "0,1,1");
    refused(2, "exclude each other", "--csv", "deaths.csv", "--auto", "--order", "1,1,1");
    refused(2, "an order looks like 1,1,1 but was 1,1", "--csv", "deaths.csv", "--order", "1,1");
    refused(2, "--period must be 1 to 90", "--csv", "deaths.csv", "--period", "91");
    refused(2, "--horizon must be", "--csv", "deaths.csv", "--horizon", "0");
    refused(20, "deaths.csv:2: 'x' is not", "--csv", "deaths.csv", "--column", "month");
  }

  private Cli.Result run(String... flags) {
    String[] common = {
      "arima",
      "--csv",
      "deaths.csv",
      "--column",
      "deaths",
      "--period",
      "12",
      "--horizon",
      "6",
      "--json"
    };
    String[] all = Arrays.copyOf(common, common.length + flags.length);
    System.arraycopy(flags, 0, all, common.length, flags.length);
    Cli.Result result = Cli.in(folder).run(all);
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    return result;
  }

  private void refused(int code, String message, String... flags) {
    String[] all = new String[flags.length + 1];
    all[0] = "arima";
    System.arraycopy(flags, 0, all, 1, flags.length);
    Cli.Result result = Cli.in(folder).run(all);

    assertThat(result.err()).startsWith("error: ").contains(message).hasLineCount(1);
    assertThat(result.exitCode()).isEqualTo(code);
  }
}
