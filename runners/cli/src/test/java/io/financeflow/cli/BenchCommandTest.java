package io.financeflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.financeflow.schema.db.DatabaseSettings;
import io.financeflow.schema.db.PostgresExtension;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class BenchCommandTest {
  private final Cli cli;

  BenchCommandTest(DatabaseSettings settings) {
    this.cli = Cli.on(settings);
  }

  @Test
  void everyBenchPrintsOneObjectOverTheSameRows() {
    JsonObject ingest = bench("ingest");
    JsonObject returns = bench("returns");

    assertThat(ingest.get("bench").getAsString()).isEqualTo("ingest");
    assertThat(returns.get("bench").getAsString()).isEqualTo("returns");
    assertThat(ingest.get("rows").getAsLong())
        .isEqualTo(returns.get("rows").getAsLong())
        .isBetween(100L, 300L);
    assertThat(cli.run("sql", "-o", "csv", "SELECT count(*) FROM daily_bars").out())
        .isEqualTo("count\n0\n");
  }

  @Test
  void backfillIsMeasuredStageByStageOverTheSameBars() {
    Cli.Result result =
        cli.run("bench", "backfill", "--sessions", "12", "--tickers", "20", "--json");

    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    List<JsonObject> stages =
        result.json().getAsJsonArray("stages").asList().stream()
            .map(JsonElement::getAsJsonObject)
            .toList();
    assertThat(stages)
        .extracting(stage -> stage.get("stage").getAsString())
        .startsWith("files, 1/4 of the range", "files, 1/2 of the range")
        .contains(
            "HTTP to returns",
            "files to returns",
            "features",
            "bare COPY",
            "COPY + merge",
            "UPDATE lag()");
    assertThat(stages.subList(2, stages.size()))
        .extracting(stage -> stage.get("rows").getAsLong())
        .containsOnly(stages.get(2).get("rows").getAsLong());
    assertThat(result.json().get("ratio").getAsDouble()).isPositive();
    assertThat(result.json().get("ratio_to_copy").getAsDouble()).isPositive();
  }

  private JsonObject bench(String name) {
    Cli.Result result = cli.run("bench", name, "--sessions", "4", "--tickers", "50", "--json");

    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    JsonObject json = result.json();
    assertThat(json.keySet())
        .isEqualTo(
            Set.of("bench", "rows", "rows_per_s", "limit_rows_per_s", "ratio", "peak_heap_mb"));
    assertThat(json.get("ratio").getAsDouble()).isPositive();
    return json;
  }
}
