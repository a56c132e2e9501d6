package io.financeflow.orchestrator.yaml;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.financeflow.orchestrator.dag.Mapping;
import io.financeflow.orchestrator.dag.TaskLimits;
import io.financeflow.orchestrator.dag.TaskRole;
import io.financeflow.orchestrator.dag.TaskRules;
import io.financeflow.orchestrator.dag.TaskSpec;
import io.financeflow.orchestrator.policy.Backoff;
import io.financeflow.orchestrator.policy.PastRule;
import io.financeflow.orchestrator.policy.RetryPolicy;
import io.financeflow.orchestrator.policy.TriggerRule;
import io.financeflow.orchestrator.timetable.Durations;

/** Writes what {@link TaskReader} reads, without groups and defaults. */
final class TaskWriter {

  private TaskWriter() {}

  static JsonObject task(TaskSpec task) {
    Json json = new Json().texts("after", task.after());
    KindWriter.write(task.kind(), json);
    rules(task.conduct().rules(), json);
    if (!task.conduct().retry().equals(RetryPolicy.NEVER)) {
      json.put("retry", retry(task.conduct().retry()));
    }
    limits(task.conduct().limits(), json);
    json.list("deadlines", ScheduleWriter.deadlines(task.conduct().deadlines()))
        .texts("renews", task.conduct().renews());
    if (task.mapping() instanceof Mapping.Over over) {
      json.put("map", new Json().put("over", sorted(over.items())).build());
    } else if (task.mapping() instanceof Mapping.OverOutput output) {
      json.put("map", new Json().text("task", output.task()).text("key", output.key()).build());
    }
    return json.build();
  }

  private static void rules(TaskRules rules, Json json) {
    TriggerRule usual =
        rules.role() == TaskRole.TEARDOWN
            ? TriggerRule.ALL_DONE_SETUP_SUCCESS
            : TriggerRule.ALL_SUCCESS;
    json.word("trigger_rule", rules.trigger(), usual)
        .word("past", rules.past(), PastRule.NONE)
        .word("role", rules.role(), TaskRole.WORK);
  }

  private static JsonObject retry(RetryPolicy policy) {
    Json json = backoff(policy.usual());
    policy.byClass().forEach((error, own) -> json.put(error.text(), backoff(own).build()));
    return json.build();
  }

  private static Json backoff(Backoff backoff) {
    return new Json()
        .number("retries", backoff.retries(), -1)
        .text("delay", Durations.text(backoff.delay()))
        .number("factor", backoff.factor(), 1.0)
        .length("longest", backoff.longest(), Backoff.LONGEST);
  }

  private static void limits(TaskLimits limits, Json json) {
    TaskLimits usual = TaskLimits.USUAL;
    json.length("timeout", limits.timeout(), usual.timeout())
        .text("pool", limits.share().pool(), usual.share().pool())
        .number("pool_slots", limits.share().slots(), usual.share().slots())
        .number("weight", limits.weight(), usual.weight())
        .number("max_active", limits.maxActive(), usual.maxActive())
        .number("max_active_per_run", limits.maxActivePerRun(), usual.maxActivePerRun());
  }

  /** The same value with the members of all objects sorted. */
  private static JsonElement sorted(JsonElement value) {
    if (value.isJsonObject()) {
      Json object = new Json();
      value.getAsJsonObject().asMap().forEach((name, member) -> object.put(name, sorted(member)));
      return object.build();
    }
    return value.isJsonArray()
        ? Json.array(value.getAsJsonArray().asList().stream().map(TaskWriter::sorted).toList())
        : value;
  }
}
