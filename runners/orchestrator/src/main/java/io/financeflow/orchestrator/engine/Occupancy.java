package io.financeflow.orchestrator.engine;

import io.financeflow.orchestrator.catalogue.DagShape;
import io.financeflow.orchestrator.dag.TaskLimits;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Who holds what, and which limits leave no room; counted from live rows, then kept up while slots
 * are given. Used by one transaction.
 */
final class Occupancy implements SlotAllocation.Limits {

  /** A task of a DAG, or of an execution. */
  record Of(Object whose, String task) {}

  private final Map<String, Integer> slotsOfPool = new HashMap<>();
  private final Map<String, Map<String, Integer>> slotsOfDag = new HashMap<>();
  private final Map<Long, Integer> ofExecution = new HashMap<>();
  private final Map<Of, Integer> ofTask = new HashMap<>();
  private final Map<Of, Integer> ofTaskInRun = new HashMap<>();
  private final Map<Long, DagShape> shapes = new HashMap<>();

  final Set<Long> fullExecutions = new HashSet<>();
  final Set<Of> fullTasks = new HashSet<>();
  final Set<Of> fullInRun = new HashSet<>();

  /** Counts who holds slots already. */
  void count(String pool, String dag, long execution, String task, int slots, int instances) {
    slotsOfPool.merge(pool, slots, Integer::sum);
    slotsOfDag.computeIfAbsent(pool, p -> new HashMap<>()).merge(dag, slots, Integer::sum);
    ofExecution.merge(execution, instances, Integer::sum);
    ofTask.merge(new Of(dag, task), instances, Integer::sum);
    ofTaskInRun.merge(new Of(execution, task), instances, Integer::sum);
  }

  /** The limits of an execution come from its version of the DAG. */
  void limits(long execution, DagShape shape) {
    shapes.put(execution, shape);
  }

  boolean knows(long execution) {
    return shapes.containsKey(execution);
  }

  int slots(String pool) {
    return slotsOfPool.getOrDefault(pool, 0);
  }

  Map<String, Integer> slotsByDag(String pool) {
    return slotsOfDag.getOrDefault(pool, Map.of());
  }

  /** Marks what is full from the start, so that it is not asked for. */
  void markFull() {
    shapes.forEach(
        (execution, shape) -> {
          if (ofExecution.getOrDefault(execution, 0) >= shape.dag().limits().maxActiveTasks()) {
            fullExecutions.add(execution);
          }
        });
  }

  @Override
  public boolean admit(SlotAllocation.Waiting one) {
    DagShape shape = shapes.get(one.execution());
    if (shape == null) {
      return false;
    }
    TaskLimits task = shape.task(one.task()).orElseThrow().conduct().limits();
    Of everywhere = new Of(one.dag(), one.task());
    Of here = new Of(one.execution(), one.task());
    if (ofExecution.getOrDefault(one.execution(), 0) >= shape.dag().limits().maxActiveTasks()) {
      fullExecutions.add(one.execution());
      return false;
    }
    if (ofTask.getOrDefault(everywhere, 0) >= task.maxActive()) {
      fullTasks.add(everywhere);
      return false;
    }
    if (ofTaskInRun.getOrDefault(here, 0) >= task.maxActivePerRun()) {
      fullInRun.add(here);
      return false;
    }
    ofExecution.merge(one.execution(), 1, Integer::sum);
    ofTask.merge(everywhere, 1, Integer::sum);
    ofTaskInRun.merge(here, 1, Integer::sum);
    return true;
  }

  /** Counts slots given now. */
  void give(String pool, SlotAllocation.Waiting one) {
    slotsOfPool.merge(pool, one.slots(), Integer::sum);
    slotsOfDag
        .computeIfAbsent(pool, p -> new HashMap<>())
        .merge(one.dag(), one.slots(), Integer::sum);
  }
}
