package io.financeflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.gson.JsonObject;
import io.financeflow.ml.model.ArimaSet;
import io.financeflow.ml.model.Target;
import io.financeflow.ml.store.ModelRef;
import io.financeflow.ml.store.ModelStore;
import io.financeflow.ml.store.StoredVersion;
import io.financeflow.schema.calendar.TradingCalendar;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.DatabaseSettings;
import io.financeflow.schema.db.PostgresExtension;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class TrainArimaCommandTest {
  private static final LocalDate LAST = LocalDate.of(2025, 1, 31);
  private final Cli cli;
  private final Database database;
  private final ModelStore store;

  TrainArimaCommandTest(DatabaseSettings settings, Database database) {
    this.cli = Cli.on(settings);
    this.database = database;
    this.store = new ModelStore(database, Cli.CLOCK);
  }

  @Test
  void oneTickerBecomesAModelOfItsName() {
    bars("AAPL", 130, 1);

    Cli.Result result = cli.run("train", "arima", "--ticker", "AAPL", "--json");

    assertThat(result.exitCode()).isZero();
    JsonObject json = result.json();
    assertThat(json.get("model").getAsString()).isEqualTo("arima-aapl");
    JsonObject model = json.getAsJsonArray("models").get(0).getAsJsonObject();
    assertThat(model.get("spec").getAsString()).isEqualTo("ARIMA(1,1,1)");
    assertThat(model.getAsJsonArray("forecasts").get(0).getAsJsonObject().get("date").getAsString())
        .isEqualTo("2025-02-03");
    StoredVersion saved = store.find(ModelRef.parse("arima-aapl"));
    assertThat(saved.version()).isEqualTo(1);
    assertThat(saved.target()).isEqualTo("close");
    assertThat(saved.format()).isEqualTo("arima-set/1");
    assertThat(saved.origin().rows()).isEqualTo(130);
    assertThat(saved.metrics().getAsJsonObject("baselines").keySet()).containsExactly("last-value");
    ArimaSet set = ArimaSet.read(store.artifact(saved));
    assertThat(set.members()).containsOnlyKeys("AAPL");
    assertThat(set.members().values())
        .extracting(ArimaSet.Member::target, ArimaSet.Member::last)
        .containsExactly(tuple(Target.CLOSE, LAST));
  }

  @Test
  void searchOfOneTickerIsStoredWithIt() {
    bars("AAPL", 60, 1);

    Cli.Result result = cli.run("train", "arima", "--ticker", "AAPL", "--auto");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .startsWith("saved arima-aapl:1: 1 of 1 tickers, 60 bars ")
        .contains("too short for a hold-out");
    StoredVersion saved = store.find(ModelRef.parse("arima-aapl"));
    assertThat(saved.config().get("scale").getAsString()).isEqualTo("log_close");
    assertThat(saved.config().getAsJsonObject("search").getAsJsonArray("tried")).isNotEmpty();
  }

  @Test
  void manyTickersAreOneVersionAndTheNextTrainingIsTheNext() {
    bars("A", 110, 1);
    bars("B", 50, 2);

    Cli.Result first =
        cli.run("train", "arima", "--tickers", "B,A,NONE", "--target", "next_return");
    Cli.Result second = cli.run("train", "arima", "--all", "--order", "0,1,0", "--name", "walk");
    Cli.Result third = cli.run("train", "arima", "--all", "--order", "0,1,1", "--name", "walk");

    assertThat(first.out())
        .startsWith("saved arima:1: 2 of 3 tickers, 160 bars ")
        .contains("without a model (no closes): NONE", "ARIMA(1,0,1) with mean");
    assertThat(second.out()).startsWith("saved walk:1: 2 of 2").contains("both forecast the same");
    assertThat(third.out()).startsWith("saved walk:2: 2 of 2");
    assertThat(ArimaSet.read(store.artifact(store.find(ModelRef.parse("walk:2")))).members())
        .containsOnlyKeys("A", "B");
  }

  @Test
  void wrongUseIsOneLine() {
    refused(2, "give --ticker A, --tickers A,B or --all");
    refused(2, "give --ticker A, --tickers A,B or --all", "--all", "--ticker", "A");
    refused(2, "'A B' cannot be a ticker", "--ticker", "A B");
    refused(2, "a target is close, log_close or next_return", "--ticker", "A", "--target", "x");
    refused(2, "the regular order must be at most", "--ticker", "A", "--order", "11,0,0");
    refused(2, "--name: the name of a model", "--ticker", "A", "--name", "A!");
    refused(10, "no bars of A in 1990-01-01..2025-01-31: see", "--ticker", "A");
    refused(10, "no bars of any ticker", "--all");
    assertThat(store.list()).isEmpty();
  }

  private void refused(int code, String message, String... flags) {
    String[] all = new String[flags.length + 2];
    all[0] = "train";
    all[1] = "arima";
    System.arraycopy(flags, 0, all, 2, flags.length);
    Cli.Result result = cli.run(all);

    assertThat(result.err()).contains(message);
    assertThat(result.exitCode()).isEqualTo(code);
  }

  /** So many sessions, the last of which is the present one. */
  private void bars(String ticker, int count, long seed) {
    TradingCalendar calendar = TradingCalendar.nyse();
    List<LocalDate> sessions = calendar.sessions(calendar.shift(LAST, 1 - count), LAST);
    Random random = new Random(seed);
    database
        .jdbi()
        .useHandle(
            handle -> {
              PreparedBatch batch =
                  handle.prepareBatch(
                      "INSERT INTO daily_bars (ticker, trading_date, open, high, low, close, volume,"
                          + " source) VALUES (:t, :d, :c, :c, :c, :c, 1, 'test')");
              double close = 100;
              for (LocalDate session : sessions) {
                close *= Math.exp(0.01 * random.nextGaussian());
                batch.bind("t", ticker).bind("d", session).bind("c", close).add();
              }
              batch.execute();
            });
  }
}
