package io.financeflow.orchestrator.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Gives the free slots of one pool to task instances that wait: pure arithmetic, used once.
 *
 * <p>Between DAGs, who holds the fewest slots of the pool comes first, then who was served longest
 * ago; within a DAG the given order (priority, then slot) holds. Live runs come before backfills,
 * but each start while both wait credits the backfills with their share, and a full hundred is
 * worth a start. Someone who needs more slots than are free is overtaken.
 */
final class SlotAllocation {

  /** A start costs a backfill so much credit. */
  static final int WHOLE = 100;

  /** Who waits. */
  record Waiting(long id, long execution, String dag, String task, boolean backfill, int slots) {}

  /** Says whether the limits of DAG and task have room for one more, and counts it if so. */
  interface Limits {
    boolean admit(Waiting waiting);
  }

  /**
   * What was given.
   *
   * @param credit what backfills have saved up afterwards
   */
  record Given(List<Waiting> starts, int credit) {}

  private static final class Group {
    private final String dag;
    private final boolean backfill;
    private final List<Waiting> waiting = new ArrayList<>();
    private int next;

    private Group(String dag, boolean backfill) {
      this.dag = dag;
      this.backfill = backfill;
    }

    private boolean isEmpty() {
      return next >= waiting.size();
    }
  }

  private final Map<String, Group> groups = new TreeMap<>();
  private final Map<String, Integer> held;
  private final Map<String, Integer> turn = new HashMap<>();
  private final Limits limits;
  private final int share;
  private int free;
  private int credit;

  private SlotAllocation(Map<String, Integer> held, Limits limits, int free, int share) {
    this.held = new HashMap<>(held);
    this.limits = limits;
    this.free = free;
    this.share = share;
  }

  /**
   * Gives slots.
   *
   * @param waiting in order: DAGs served longest ago first, within a DAG by priority
   * @param held slots of the pool that each DAG holds
   * @param free slots of the pool that nobody holds, may be negative
   * @param share what backfills may insist on together, in percent
   * @param credit what they have saved up
   */
  static Given give(
      List<Waiting> waiting,
      Map<String, Integer> held,
      Limits limits,
      int free,
      int share,
      int credit) {
    SlotAllocation allocation = new SlotAllocation(held, limits, free, share);
    allocation.credit = credit;
    for (Waiting one : waiting) {
      String key = one.dag() + (one.backfill() ? " b" : " l");
      allocation.turn.putIfAbsent(key, allocation.turn.size());
      allocation
          .groups
          .computeIfAbsent(key, k -> new Group(one.dag(), one.backfill()))
          .waiting
          .add(one);
    }
    return allocation.run();
  }

  private Given run() {
    List<Waiting> starts = new ArrayList<>();
    while (free > 0) {
      boolean live = anyWaits(false);
      boolean backfill = anyWaits(true);
      if (!live && !backfill) {
        break;
      }
      boolean choice = backfill && (!live || credit >= WHOLE);
      Group group = first(choice);
      Waiting one = group.waiting.get(group.next++);
      if (one.slots() <= free && limits.admit(one)) {
        starts.add(one);
        free -= one.slots();
        held.merge(one.dag(), one.slots(), Integer::sum);
        settle(choice, live && backfill);
      }
    }
    return new Given(starts, credit);
  }

  private void settle(boolean backfill, boolean contested) {
    if (contested) {
      credit = Math.min(WHOLE, credit + share - (backfill ? WHOLE : 0));
    }
  }

  private boolean anyWaits(boolean backfill) {
    return groups.values().stream().anyMatch(g -> g.backfill == backfill && !g.isEmpty());
  }

  private Group first(boolean backfill) {
    return groups.entrySet().stream()
        .filter(entry -> entry.getValue().backfill == backfill && !entry.getValue().isEmpty())
        .min(
            Comparator.comparing(
                    (Map.Entry<String, Group> entry) -> held.getOrDefault(entry.getValue().dag, 0))
                .thenComparing(entry -> turn.getOrDefault(entry.getKey(), 0)))
        .orElseThrow()
        .getValue();
  }
}
