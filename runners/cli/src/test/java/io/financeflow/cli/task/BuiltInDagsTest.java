package io.financeflow.cli.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeflow.cli.Cli;
import io.financeflow.orchestrator.dag.Dag;
import io.financeflow.orchestrator.policy.ErrorClass;
import io.financeflow.orchestrator.timetable.CatchUp;
import io.financeflow.orchestrator.timetable.Slot;
import io.financeflow.orchestrator.yaml.DagDocument;
import io.financeflow.orchestrator.yaml.DagFolder;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** The JSON schema for editors is held against the same files by the orchestrator's SchemaTest. */
class BuiltInDagsTest {

  private static Dag dag(String id) {
    return BuiltInDags.all().stream()
        .map(DagFolder.Source::dag)
        .filter(dag -> dag.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static Object tree(String yaml) {
    return new Load(LoadSettings.builder().build()).loadFromString(yaml);
  }

  @Test
  void filesAreCalledAfterTheirDags() {
    assertThat(BuiltInDags.all())
        .extracting(DagFolder.Source::file)
        .containsExactly(
            Path.of("built-in/backfill_market.yaml"),
            Path.of("built-in/daily_market.yaml"),
            Path.of("built-in/housekeeping.yaml"),
            Path.of("built-in/retrain.yaml"),
            Path.of("built-in/retrain_on_features.yaml"),
            Path.of("built-in/weekly_reference.yaml"));
    assertThat(BuiltInDags.all()).allMatch(dag -> dag.file().endsWith(dag.dag().id() + ".yaml"));
  }

  @Test
  void everyTaskAndArgumentIsKnown() {
    CliTasks tasks = TestTasks.of(Cli.bare());
    for (DagFolder.Source dag : BuiltInDags.all()) {
      assertThat(tasks.problems(dag.dag())).as(dag.dag().id()).isEmpty();
    }
  }

  @Test
  void formattingMakesNoNewVersion() {
    for (DagFolder.Source dag : BuiltInDags.all()) {
      String version = DagDocument.version(dag.dag());
      for (FlowStyle style : FlowStyle.values()) {
        String other =
            new Dump(DumpSettings.builder().setDefaultFlowStyle(style).setWidth(50).build())
                .dumpToString(tree(dag.text()));
        assertThat(other).isNotEqualTo(dag.text());
        assertThat(DagDocument.version(DagDocument.read("other", other))).isEqualTo(version);
      }
      assertThat(DagDocument.read("canonical", DagDocument.write(dag.dag()))).isEqualTo(dag.dag());
    }
  }

  @Test
  void everySessionIsDueAfterItsCloseEarlyOnesIncluded() {
    Dag daily = dag("daily_market");
    Slot friday =
        daily
            .plan()
            .schedule()
            .timetable()
            .next(Instant.parse("2024-11-29T12:00:00Z"))
            .orElseThrow();

    assertThat(friday.runAfter()).isEqualTo("2024-11-29T18:45:00Z");
    assertThat(friday.dates()).hasToString("2024-11-29");
    assertThat(daily.plan().catchUp()).isEqualTo(CatchUp.MERGED);
    assertThat(daily.limits().maxActiveRuns()).isEqualTo(1);
    assertThat(daily.order())
        .containsExactly("vendor_ready", "ingest", "quality", "returns", "features", "forecast");
    assertThat(daily.task("ingest").orElseThrow().conduct().renews()).containsExactly("daily_bars");
    assertThat(daily.task("returns").orElseThrow().conduct().renews())
        .containsExactly("daily_returns");
    assertThat(daily.task("features").orElseThrow().conduct().renews()).containsExactly("features");
    assertThat(
            daily
                .task("ingest")
                .orElseThrow()
                .conduct()
                .retry()
                .backoff(ErrorClass.BAD_INPUT)
                .retries())
        .isZero();
  }

  @Test
  void referencesOfAWeekAreDueOnSaturday() {
    Slot week =
        dag("weekly_reference")
            .plan()
            .schedule()
            .timetable()
            .next(Instant.parse("2025-01-29T00:00:00Z"))
            .orElseThrow();

    assertThat(week.runAfter()).isEqualTo("2025-02-01T11:00:00Z");
    assertThat(week.dates()).hasToString("2025-01-25..2025-02-01");
  }

  @Test
  void championsAreDueOnSaturdayAndWhenFeaturesAreRenewed() {
    Slot saturday =
        dag("retrain")
            .plan()
            .schedule()
            .timetable()
            .next(Instant.parse("2025-01-29T00:00:00Z"))
            .orElseThrow();

    assertThat(saturday.runAfter()).isEqualTo("2025-02-01T13:00:00Z");
    assertThat(dag("retrain").order()).containsExactly("monitor", "retrain");
    assertThat(dag("retrain_on_features").order()).containsExactly("monitor", "retrain");
    assertThat(dag("retrain_on_features").plan().schedule().toString()).contains("features");
  }

  @Test
  void historyIsFilledInOrder() {
    assertThat(dag("backfill_market").order())
        .containsExactly("ingest", "returns", "features", "quality");
    assertThat(dag("housekeeping").order()).containsExactly("prune", "analyze");
  }
}
