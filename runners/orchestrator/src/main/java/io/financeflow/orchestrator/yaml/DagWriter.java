package io.financeflow.orchestrator.yaml;

import com.google.gson.JsonObject;
import io.financeflow.orchestrator.dag.Dag;
import io.financeflow.orchestrator.dag.DagLimits;
import io.financeflow.orchestrator.dag.Param;
import io.financeflow.orchestrator.dag.Plan;
import io.financeflow.orchestrator.timetable.CatchUp;
import java.time.LocalDate;

/** Writes what {@link DagReader} reads: sorted, without what is usual. */
final class DagWriter {

  private DagWriter() {}

  /** Everything that changes what runs. */
  static JsonObject meaning(Dag dag) {
    return write(dag, false).build();
  }

  /** Everything. */
  static JsonObject everything(Dag dag) {
    return write(dag, true)
        .text("description", dag.about().description(), "")
        .text("owner", dag.about().owner(), "")
        .texts("tags", dag.about().tags())
        .build();
  }

  private static Json write(Dag dag, boolean descriptions) {
    Json json = new Json().text("dag", dag.id());
    plan(dag.plan(), json);
    limits(dag.limits(), json);
    Json params = new Json();
    dag.params().forEach(param -> params.put(param.name(), param(param, descriptions)));
    Json tasks = new Json();
    dag.tasks().forEach(task -> tasks.put(task.id(), TaskWriter.task(task)));
    return json.object("params", params).object("tasks", tasks);
  }

  private static void plan(Plan plan, Json json) {
    if (!plan.schedule().equals(Plan.MANUAL.schedule())) {
      json.put("schedule", ScheduleWriter.schedule(plan.schedule()));
    }
    json.word("catch_up", plan.catchUp(), CatchUp.LATEST)
        .text("start", plan.active().start().toString(), LocalDate.MIN.toString())
        .text("end", plan.active().end().toString(), LocalDate.MAX.toString())
        .list("deadlines", ScheduleWriter.deadlines(plan.deadlines()));
  }

  private static void limits(DagLimits limits, Json json) {
    DagLimits usual = DagLimits.USUAL;
    json.number("max_active_runs", limits.maxActiveRuns(), usual.maxActiveRuns())
        .number("max_active_tasks", limits.maxActiveTasks(), usual.maxActiveTasks())
        .length("run_timeout", limits.runTimeout(), usual.runTimeout())
        .number("pause_after_failures", limits.autoPause().failures(), 0)
        .word("weight_rule", limits.order().weights(), usual.order().weights())
        .word("judge", limits.order().judge(), usual.order().judge());
  }

  private static JsonObject param(Param param, boolean description) {
    Json json =
        new Json()
            .text("type", param.type().text())
            .list("choices", param.bounds().choices())
            .text("description", description ? param.description() : "", "");
    if (!param.isRequired()) {
      json.put("default", param.initial());
    }
    if (!param.bounds().least().isJsonNull()) {
      json.put("min", param.bounds().least());
    }
    if (!param.bounds().greatest().isJsonNull()) {
      json.put("max", param.bounds().greatest());
    }
    return json.build();
  }
}
