package io.financeflow.orchestrator.engine;

import static io.financeflow.orchestrator.state.TaskState.NONE;

import com.google.gson.JsonElement;
import io.financeflow.orchestrator.catalogue.DagShape;
import io.financeflow.orchestrator.dag.TaskKind;
import io.financeflow.orchestrator.dag.TaskRole;
import io.financeflow.orchestrator.dag.TaskSpec;
import io.financeflow.orchestrator.policy.PastRule;
import io.financeflow.orchestrator.policy.TriggerRule.Verdict;
import io.financeflow.orchestrator.policy.Upstreams;
import io.financeflow.orchestrator.state.RunDecision;
import io.financeflow.orchestrator.state.TaskState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides what happens next in one execution: every consequence of its states, in one walk along
 * the DAG. A pure function of what it is given; used once, by one thread.
 */
final class Progression {

  private final DagShape shape;
  private final RunFacts facts;
  private final Instant now;
  private final Map<String, List<Instance>> instances = new HashMap<>();
  private final Map<String, List<TaskState>> states = new HashMap<>();
  private final Map<String, Set<String>> chosen = new HashMap<>();
  private final Set<String> cut = new HashSet<>();
  private final List<Step.Move> moves = new ArrayList<>();
  private final List<Step.Added> added = new ArrayList<>();

  private Progression(DagShape shape, RunFacts facts, Instant now) {
    this.shape = shape;
    this.facts = facts;
    this.now = now;
  }

  /** Decides. */
  static Step step(DagShape shape, Collection<Instance> all, RunFacts facts, Instant now) {
    Progression walk = new Progression(shape, facts, now);
    for (Instance instance : all) {
      walk.instances.computeIfAbsent(instance.task(), id -> new ArrayList<>()).add(instance);
    }
    walk.shape.tasks().values().stream()
        .filter(task -> walk.instances.containsKey(task.id()))
        .forEach(walk::visit);
    return new Step(walk.moves, walk.added, walk.decision());
  }

  private void visit(TaskSpec task) {
    List<TaskState> after = new ArrayList<>();
    for (Instance instance : instances.getOrDefault(task.id(), List.of())) {
      if (instance.state() == NONE) {
        after.addAll(begin(task, instance));
      } else {
        Optional<Change> change = Waits.over(task, instance, now);
        change.ifPresent(next -> move(instance, next));
        after.add(change.map(Change::to).orElse(instance.state()));
        remember(task, instance.chosen());
      }
    }
    states.put(task.id(), after);
  }

  /** The states of a task that has not begun, after what happens to it now. */
  private List<TaskState> begin(TaskSpec task, Instance instance) {
    Optional<Change> refusal = refused(task);
    if (refusal.isPresent()) {
      move(instance, refusal.get());
      return List.of(refusal.get().to());
    }
    if (verdict(task) != Verdict.RUN || !pastIsMet(task)) {
      return List.of(NONE);
    }
    boolean expands = task.isMapped() && instance.mapIndex() < 0;
    return expands ? expand(task, instance) : List.of(run(task, instance));
  }

  /** Not to run at all: a branch went elsewhere, or the trigger rule says so. */
  private Optional<Change> refused(TaskSpec task) {
    if (cut.contains(task.id())) {
      return Optional.of(Change.to(TaskState.SKIPPED, "a short circuit before it is open"));
    }
    for (String decider : shape.deciders(task)) {
      Set<String> went = chosen.get(decider);
      if (went != null && !went.contains(task.id())) {
        return Optional.of(Change.to(TaskState.SKIPPED, decider + " went elsewhere"));
      }
    }
    String rule = "trigger rule " + task.conduct().rules().trigger().text();
    return switch (verdict(task)) {
      case SKIP -> Optional.of(Change.to(TaskState.SKIPPED, rule));
      case UPSTREAM_FAILED -> Optional.of(Change.to(TaskState.UPSTREAM_FAILED, rule));
      case RUN, WAIT -> Optional.empty();
    };
  }

  private Verdict verdict(TaskSpec task) {
    List<TaskState> others = new ArrayList<>();
    List<TaskState> setups = new ArrayList<>();
    for (String id : task.after()) {
      boolean setup =
          shape.task(id).filter(t -> t.conduct().rules().role() == TaskRole.SETUP).isPresent();
      (setup ? setups : others).addAll(states.getOrDefault(id, List.of()));
    }
    return task.conduct().rules().trigger().evaluate(Upstreams.of(others, setups));
  }

  private boolean pastIsMet(TaskSpec task) {
    PastRule rule = task.conduct().rules().past();
    if (rule == PastRule.NONE) {
      return true;
    }
    List<TaskState> downstream =
        shape.downstream().getOrDefault(task.id(), Set.of()).stream()
            .flatMap(id -> facts.before(id).stream())
            .toList();
    return facts.before(task.id()).stream()
        .allMatch(state -> rule.met(Optional.of(state), downstream));
  }

  private List<TaskState> expand(TaskSpec task, Instance instance) {
    Optional<List<JsonElement>> items = Items.of(task.mapping(), facts);
    if (items.isEmpty() || items.get().isEmpty()) {
      Change change =
          items.isEmpty()
              ? Change.to(TaskState.FAILED, "there is no list to repeat it over")
              : Change.to(TaskState.SKIPPED, "the list to repeat it over is empty");
      move(instance, change);
      return List.of(change.to());
    }
    // Those the scheduler decides itself are decided when each has its row.
    Change change =
        task.kind().needsWorker() ? Change.scheduled(true) : Change.to(NONE, "repeated");
    for (int index = 0; index < items.get().size(); index++) {
      JsonElement item = items.get().get(index);
      if (index == 0) {
        moves.add(new Step.Move(instance, change, 0, item));
      } else {
        added.add(new Step.Added(task.id(), index, item, change.to()));
      }
    }
    return Collections.nCopies(items.get().size(), change.to());
  }

  private TaskState run(TaskSpec task, Instance instance) {
    Change change = decide(task, instance.mapIndex());
    move(instance, change);
    remember(task, change.chosen());
    return change.to();
  }

  private Change decide(TaskSpec task, int mapIndex) {
    if (task.kind().needsWorker()) {
      return Change.scheduled(true);
    }
    try {
      Set<String> after = shape.downstream().getOrDefault(task.id(), Set.of());
      return Workless.decide(
          task.kind(), after, facts, () -> facts.values(task.id(), mapIndex), now);
    } catch (IllegalArgumentException e) {
      return Change.to(TaskState.FAILED, String.valueOf(e.getMessage()));
    }
  }

  private void remember(TaskSpec task, @Nullable Set<String> went) {
    if (went == null) {
      return;
    }
    chosen.put(task.id(), went);
    if (task.kind() instanceof TaskKind.ShortCircuit && went.isEmpty()) {
      cut.addAll(shape.descendants(task.id()));
    }
  }

  private void move(Instance instance, Change change) {
    moves.add(new Step.Move(instance, change, instance.mapIndex(), null));
  }

  private RunDecision decision() {
    List<TaskState> all = states.values().stream().flatMap(List::stream).toList();
    List<TaskState> deciding = new ArrayList<>();
    states.forEach(
        (task, after) -> {
          if (decides(task)) {
            deciding.addAll(after);
          }
        });
    boolean canMove =
        all.stream().anyMatch(state -> !state.isFinished() && state != NONE) || shape.asksPast();
    return RunDecision.of(all, deciding, canMove);
  }

  /** With a part of the tasks only, those decide after which none of the part comes. */
  private boolean decides(String task) {
    if (states.keySet().containsAll(shape.deciding())) {
      return shape.deciding().contains(task);
    }
    return shape.downstream().getOrDefault(task, Set.of()).stream().noneMatch(states::containsKey);
  }
}
