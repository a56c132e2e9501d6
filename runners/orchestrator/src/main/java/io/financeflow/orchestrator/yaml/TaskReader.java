package io.financeflow.orchestrator.yaml;

import com.google.gson.JsonElement;
import io.financeflow.orchestrator.dag.Mapping;
import io.financeflow.orchestrator.dag.TaskGroup;
import io.financeflow.orchestrator.dag.TaskKind;
import io.financeflow.orchestrator.dag.TaskLimits;
import io.financeflow.orchestrator.dag.TaskRole;
import io.financeflow.orchestrator.dag.TaskRules;
import io.financeflow.orchestrator.dag.TaskSpec;
import io.financeflow.orchestrator.policy.Backoff;
import io.financeflow.orchestrator.policy.ErrorClass;
import io.financeflow.orchestrator.policy.PastRule;
import io.financeflow.orchestrator.policy.RetryPolicy;
import io.financeflow.orchestrator.policy.TriggerRule;
import io.financeflow.orchestrator.timetable.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code tasks}, groups within them included. */
final class TaskReader {

  /** What tasks have that do not say otherwise: {@code defaults}. */
  record Defaults(RetryPolicy retry, TaskLimits limits) {
    static final Defaults USUAL = new Defaults(RetryPolicy.NEVER, TaskLimits.USUAL);
  }

  private final ScheduleReader schedules;
  private final Defaults defaults;

  /** Where each task stands, by id. */
  private final Map<String, Node> places = new HashMap<>();

  TaskReader(ScheduleReader schedules, Defaults defaults) {
    this.schedules = schedules;
    this.defaults = defaults;
  }

  Map<String, Node> places() {
    return places;
  }

  static Defaults defaults(Fields fields) {
    Defaults defaults =
        new Defaults(retry(fields, RetryPolicy.NEVER), limits(fields, TaskLimits.USUAL));
    fields.end();
    return defaults;
  }

  /** All tasks; those of groups under their long names, which begin with the prefix. */
  List<TaskSpec> tasks(Fields tasks, String prefix) {
    List<TaskSpec> all = new ArrayList<>();
    for (String id : tasks.names()) {
      places.put(prefix + id, tasks.key(id));
      tasks.fields(id).ifPresent(fields -> all.addAll(taskOrGroup(id, fields, prefix)));
    }
    return all;
  }

  private List<TaskSpec> taskOrGroup(String id, Fields fields, String prefix) {
    if (!fields.has("group")) {
      TaskSpec task = task(id, fields);
      fields.end();
      return List.of(task);
    }
    List<TaskSpec> inside =
        fields.fields("group").map(group -> tasks(group, prefix + id + ".")).orElse(List.of());
    List<TaskSpec> flat = TaskGroup.flatten(id, new TreeSet<>(fields.texts("after")), inside);
    fields.end();
    return flat;
  }

  private TaskSpec task(String id, Fields fields) {
    TaskKind kind = KindReader.read(fields);
    TaskRole role = fields.choice("role", TaskRole.WORK);
    TriggerRule trigger =
        role == TaskRole.TEARDOWN ? TriggerRule.ALL_DONE_SETUP_SUCCESS : TaskRules.USUAL.trigger();
    TaskSpec.Conduct conduct =
        new TaskSpec.Conduct(
            new TaskRules(
                fields.choice("trigger_rule", trigger), fields.choice("past", PastRule.NONE), role),
            retry(fields, defaults.retry()),
            limits(fields, defaults.limits()),
            schedules.deadlines(fields),
            new TreeSet<>(fields.texts("renews")));
    return new TaskSpec(id, kind, new TreeSet<>(fields.texts("after")), conduct, mapping(fields));
  }

  private static Mapping mapping(Fields task) {
    Mapping none = new Mapping.None();
    return task.fields("map")
        .map(
            fields -> {
              JsonElement over = fields.json("over");
              Mapping mapping =
                  fields.make(
                      none,
                      () ->
                          over.isJsonArray()
                              ? new Mapping.Over(over.getAsJsonArray())
                              : new Mapping.OverOutput(
                                  fields.required("task"), fields.required("key")));
              fields.end();
              return mapping;
            })
        .orElse(none);
  }

  private static RetryPolicy retry(Fields task, RetryPolicy usual) {
    return task.fields("retry")
        .map(
            fields -> {
              RetryPolicy policy = RetryPolicy.of(backoff(fields));
              for (ErrorClass error : ErrorClass.values()) {
                Fields own = fields.fields(error.text()).orElse(null);
                if (own != null) {
                  policy = policy.with(error, backoff(own));
                  own.end();
                }
              }
              fields.end();
              return policy;
            })
        .orElse(usual);
  }

  private static Backoff backoff(Fields fields) {
    int retries = fields.number("retries", 0);
    Duration delay = fields.read("delay", Duration.ofMinutes(5), Durations::parse);
    double factor = fields.read("factor", 1.0, Scalars::decimal);
    Duration longest = fields.read("longest", Backoff.LONGEST, Durations::parse);
    return fields.make(Backoff.NEVER, () -> new Backoff(retries, delay, factor, longest));
  }

  private static TaskLimits limits(Fields fields, TaskLimits usual) {
    Duration timeout = fields.read("timeout", usual.timeout(), Durations::parse);
    String pool = fields.text("pool", usual.share().pool());
    int slots = fields.number("pool_slots", usual.share().slots());
    int weight = fields.number("weight", usual.weight());
    int maxActive = fields.number("max_active", usual.maxActive());
    int maxPerRun = fields.number("max_active_per_run", usual.maxActivePerRun());
    return fields.make(
        usual,
        () ->
            new TaskLimits(
                timeout, new TaskLimits.Share(pool, slots), weight, maxActive, maxPerRun));
  }
}
