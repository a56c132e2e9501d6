package io.financeflow.orchestrator.dag;

import io.financeflow.orchestrator.policy.Deadline;
import io.financeflow.orchestrator.timetable.Active;
import io.financeflow.orchestrator.timetable.CatchUp;
import io.financeflow.orchestrator.timetable.Schedule;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Builds a {@link Dag} in Java; everything not said is usual. Not thread-safe. */
public final class DagBuilder {

  private final String id;
  private About about = About.NOTHING;
  private Plan plan = Plan.MANUAL;
  private DagLimits limits = DagLimits.USUAL;
  private final List<Param> params = new ArrayList<>();
  private final List<TaskSpec> tasks = new ArrayList<>();

  DagBuilder(String id) {
    this.id = id;
  }

  /** For people. */
  public DagBuilder about(String description, String owner, String... tags) {
    about = new About(description, owner, Set.of(tags));
    return this;
  }

  /** When it runs. */
  public DagBuilder schedule(Schedule schedule) {
    plan = new Plan(schedule, plan.catchUp(), plan.active(), plan.deadlines());
    return this;
  }

  /** What becomes of missed slots. */
  public DagBuilder catchUp(CatchUp catchUp) {
    plan = new Plan(plan.schedule(), catchUp, plan.active(), plan.deadlines());
    return this;
  }

  /** The first date it runs for. */
  public DagBuilder start(LocalDate start) {
    return active(new Active(start, plan.active().end()));
  }

  /** The last date it runs for. */
  public DagBuilder end(LocalDate end) {
    return active(new Active(plan.active().start(), end));
  }

  private DagBuilder active(Active active) {
    plan = new Plan(plan.schedule(), plan.catchUp(), active, plan.deadlines());
    return this;
  }

  /** One more deadline for each run. */
  public DagBuilder deadline(Deadline deadline) {
    List<Deadline> all = new ArrayList<>(plan.deadlines());
    all.add(deadline);
    plan = new Plan(plan.schedule(), plan.catchUp(), plan.active(), all);
    return this;
  }

  /** What runs may take. */
  public DagBuilder limits(DagLimits limits) {
    this.limits = limits;
    return this;
  }

  /** One more parameter. */
  public DagBuilder param(Param param) {
    params.add(param);
    return this;
  }

  /** One more task with nothing special about it, after these. */
  public DagBuilder task(String taskId, TaskKind kind, String... after) {
    return task(taskId, kind, task -> task.after(after));
  }

  /** One more task. */
  public DagBuilder task(String taskId, TaskKind kind, UnaryOperator<TaskBuilder> details) {
    tasks.add(details.apply(new TaskBuilder(taskId, kind)).build());
    return this;
  }

  /**
   * A group of tasks: a DAG within, whose tasks get the name of the group before their own.
   *
   * <p>Within the group tasks call each other by their short names; a name that is none of the
   * group's is one of the DAG around it. What is said to the inner builder beside tasks does not
   * count.
   *
   * @param after ids the first tasks of the group come after
   */
  public DagBuilder group(String name, Set<String> after, Consumer<DagBuilder> content) {
    DagBuilder inner = new DagBuilder(name);
    content.accept(inner);
    tasks.addAll(TaskGroup.flatten(name, after, inner.tasks));
    return this;
  }

  /**
   * The DAG.
   *
   * @throws InvalidDag with everything that is wrong
   */
  public Dag build() {
    List<TaskSpec> resolved = TaskGroup.resolve(Collections.unmodifiableList(tasks));
    return new Dag(id, about, plan, limits, params, resolved);
  }
}
