package io.financeflow.orchestrator.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonPrimitive;
import io.financeflow.orchestrator.dag.Dag;
import io.financeflow.orchestrator.dag.DagLimits;
import io.financeflow.orchestrator.dag.Param;
import io.financeflow.orchestrator.dag.ParamType;
import io.financeflow.orchestrator.dag.TaskKind;
import io.financeflow.orchestrator.dag.TaskKind.PipelineMode;
import io.financeflow.orchestrator.dag.Waiting;
import io.financeflow.orchestrator.policy.AutoPause;
import io.financeflow.orchestrator.policy.Backoff;
import io.financeflow.orchestrator.policy.Deadline;
import io.financeflow.orchestrator.policy.ErrorClass;
import io.financeflow.orchestrator.policy.RetryPolicy;
import io.financeflow.orchestrator.policy.TriggerRule;
import io.financeflow.orchestrator.timetable.CatchUp;
import io.financeflow.orchestrator.timetable.DayTime;
import io.financeflow.orchestrator.timetable.Exchange;
import io.financeflow.orchestrator.timetable.Schedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Both doors lead to one model. */
class BuilderTest {

  private static final Map<String, String> DATES =
      Map.of("date", "{{ ds_from }}", "to", "{{ ds_to }}");

  @Test
  void javaAndYamlMakeTheSameDag() {
    Dag yaml = DagDocument.read("daily_market.yaml", Examples.text("daily_market.yaml"));

    assertThat(dailyMarket()).isEqualTo(yaml);
    assertThat(DagDocument.version(dailyMarket())).isEqualTo(DagDocument.version(yaml));
  }

  @Test
  void theReadmeShowsThisDag() throws IOException {
    String readme = Files.readString(Path.of("README.md"), UTF_8);
    String example = readme.substring(readme.indexOf("```yaml") + 7);
    example = example.substring(0, example.indexOf("```"));

    assertThat(DagDocument.version(DagDocument.read("README.md", example)))
        .isEqualTo(DagDocument.version(dailyMarket()));
  }

  private static Dag dailyMarket() {
    RetryPolicy retry =
        RetryPolicy.of(Backoff.doubling(3, Duration.ofMinutes(1)))
            .with(ErrorClass.NOT_READY, Backoff.fixed(20, Duration.ofMinutes(10)));
    Duration hour = Duration.ofHours(1);
    return Dag.builder("daily_market")
        .about(
            "A trading day, from the close to finished returns", "market-data", "market", "daily")
        .schedule(new Schedule.Sessions(DayTime.parse(Exchange.NYSE, "close + 45m"), 0))
        .catchUp(CatchUp.MERGED)
        .start(LocalDate.of(2024, 1, 2))
        .deadline(new Deadline.ByDayTime(DayTime.parse(Exchange.NYSE, "close + 3h")))
        .limits(new DagLimits(1, 16, Duration.ofDays(7), new AutoPause(3), DagLimits.Order.USUAL))
        .param(
            new Param(
                "max_gap",
                ParamType.INT,
                new JsonPrimitive(10),
                new Param.Bounds(new JsonPrimitive(1), new JsonPrimitive(60), List.of()),
                "sessions bridged"))
        .task(
            "vendor_ready",
            new TaskKind.HttpSensor(
                "https://api.massive.com/v1/open-close/AAPL/{{ ds }}",
                200,
                "",
                new Waiting(Duration.ofMinutes(2), Duration.ofHours(3), false)),
            task -> task.retry(retry).timeout(hour))
        .group(
            "load",
            Set.of("vendor_ready"),
            load ->
                load.task(
                        "ingest",
                        new TaskKind.Pipeline("ingest", PipelineMode.DIRECT, DATES),
                        task -> task.retry(retry).timeout(hour).renews("daily_bars"))
                    .task(
                        "quality",
                        new TaskKind.Java("quality", DATES),
                        task -> task.after("ingest").retry(retry).timeout(hour)))
        .task(
            "returns",
            new TaskKind.Pipeline(
                "returns",
                PipelineMode.OWN_JVM,
                Map.of(
                    "date",
                    "{{ ds_from }}",
                    "to",
                    "{{ ds_to }}",
                    "max-gap",
                    "{{ params.max_gap }}")),
            task -> task.after("load").retry(retry).timeout(hour).renews("daily_returns"))
        .task(
            "report",
            new TaskKind.Shell(
                List.of("echo", "{{ ds }}: {{ outputs.load.ingest.rows | default(0) }} rows"),
                Map.of()),
            task ->
                task.after("load.ingest", "returns")
                    .when(TriggerRule.ALL_DONE)
                    .retry(retry)
                    .timeout(hour))
        .build();
  }
}
