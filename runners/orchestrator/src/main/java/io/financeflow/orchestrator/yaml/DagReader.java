package io.financeflow.orchestrator.yaml;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import io.financeflow.orchestrator.dag.About;
import io.financeflow.orchestrator.dag.Dag;
import io.financeflow.orchestrator.dag.DagLimits;
import io.financeflow.orchestrator.dag.DagProblem;
import io.financeflow.orchestrator.dag.InvalidDag;
import io.financeflow.orchestrator.dag.Param;
import io.financeflow.orchestrator.dag.ParamType;
import io.financeflow.orchestrator.dag.Plan;
import io.financeflow.orchestrator.dag.TaskGroup;
import io.financeflow.orchestrator.dag.TaskSpec;
import io.financeflow.orchestrator.policy.AutoPause;
import io.financeflow.orchestrator.timetable.Active;
import io.financeflow.orchestrator.timetable.CatchUp;
import io.financeflow.orchestrator.timetable.Durations;
import io.financeflow.orchestrator.timetable.Schedule;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads one DAG from its composed YAML. */
final class DagReader {

  private final Problems problems;
  private final ScheduleReader schedules;

  DagReader(Problems problems) {
    this.problems = problems;
    this.schedules = new ScheduleReader(problems);
  }

  /** The DAG; everything that is wrong is in {@link InvalidFile}. */
  Dag read(Node root) {
    Fields fields = Fields.of(root, problems);
    String id = fields.required("dag");
    About about = about(fields);
    Plan plan = plan(fields);
    DagLimits limits = limits(fields);
    List<Param> params = params(fields);
    TaskReader reader =
        new TaskReader(
            schedules,
            fields.fields("defaults").map(TaskReader::defaults).orElse(TaskReader.Defaults.USUAL));
    if (!fields.has("tasks")) {
      problems.add(root, "'tasks' is missing here");
    }
    List<TaskSpec> tasks =
        fields.fields("tasks").map(inner -> reader.tasks(inner, "")).orElse(List.of());
    fields.end();
    if (!problems.isEmpty()) {
      throw problems.error();
    }
    try {
      return new Dag(id, about, plan, limits, params, TaskGroup.resolve(tasks));
    } catch (InvalidDag e) {
      throw located(e, reader.places(), root);
    }
  }

  private InvalidFile located(InvalidDag error, Map<String, Node> places, Node root) {
    for (DagProblem problem : error.problems()) {
      problems.add(places.getOrDefault(problem.task(), root), problem.toString());
    }
    return problems.error();
  }

  private static About about(Fields fields) {
    return new About(
        fields.text("description", ""),
        fields.text("owner", ""),
        new TreeSet<>(fields.texts("tags")));
  }

  private Plan plan(Fields fields) {
    Schedule schedule =
        fields.value("schedule").map(schedules::schedule).orElseGet(Schedule.Manual::new);
    LocalDate start = fields.read("start", LocalDate.MIN, Scalars::date);
    LocalDate end = fields.read("end", LocalDate.MAX, Scalars::date);
    return new Plan(
        schedule,
        fields.choice("catch_up", CatchUp.LATEST),
        fields.make(Active.ALWAYS, () -> new Active(start, end)),
        schedules.deadlines(fields));
  }

  private static DagLimits limits(Fields fields) {
    DagLimits usual = DagLimits.USUAL;
    int runs = fields.number("max_active_runs", usual.maxActiveRuns());
    int tasks = fields.number("max_active_tasks", usual.maxActiveTasks());
    int failures = fields.number("pause_after_failures", 0);
    DagLimits.Order order =
        new DagLimits.Order(
            fields.choice("weight_rule", usual.order().weights()),
            fields.choice("judge", usual.order().judge()));
    return fields.make(
        usual,
        () ->
            new DagLimits(
                runs,
                tasks,
                fields.read("run_timeout", usual.runTimeout(), Durations::parse),
                new AutoPause(failures),
                order));
  }

  private static List<Param> params(Fields dag) {
    List<Param> params = new ArrayList<>();
    Optional<Fields> all = dag.fields("params");
    for (String name : all.map(Fields::names).orElseGet(TreeSet::new)) {
      all.flatMap(fields -> fields.fields(name))
          .ifPresent(
              fields -> {
                ParamType type = fields.choice("type", ParamType.STRING);
                JsonElement choices = fields.json("choices");
                Param.Bounds bounds =
                    new Param.Bounds(
                        fields.json("min"),
                        fields.json("max"),
                        choices.isJsonArray()
                            ? choices.getAsJsonArray().asList()
                            : new JsonArray().asList());
                JsonElement initial = fields.json("default");
                String description = fields.text("description", "");
                params.add(
                    fields.make(
                        Param.required(name, type),
                        () -> new Param(name, type, initial, bounds, description)));
                fields.end();
              });
    }
    return params;
  }
}
