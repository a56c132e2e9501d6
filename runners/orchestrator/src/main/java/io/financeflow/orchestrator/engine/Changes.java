package io.financeflow.orchestrator.engine;

import io.financeflow.orchestrator.catalogue.DagShape;
import io.financeflow.orchestrator.dag.TaskSpec;
import io.financeflow.orchestrator.state.TaskState;
import io.financeflow.schema.run.ExecutionTable;
import io.financeflow.schema.run.TaskInstanceTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Collects what becomes of task instances of any executions and stores it together. */
final class Changes {

  private final List<Long> ids = new ArrayList<>();
  private final List<String> expected = new ArrayList<>();
  private final List<String> states = new ArrayList<>();
  private final List<String> reasons = new ArrayList<>();
  private final List<@Nullable Instant> looks = new ArrayList<>();
  private final List<Integer> tries = new ArrayList<>();
  private final List<@Nullable String> chosen = new ArrayList<>();
  private final List<Integer> indexes = new ArrayList<>();
  private final List<@Nullable String> items = new ArrayList<>();
  private final List<Step.Move> questions = new ArrayList<>();
  private final NewInstances added = new NewInstances();
  private final TreeSet<Long> again = new TreeSet<>();

  void add(Execution execution, Step.Move move) {
    Change change = move.change();
    ids.add(move.of().id());
    expected.add(move.of().state().name());
    states.add(change.to().name());
    reasons.add(change.reason());
    looks.add(change.look());
    tries.add(change.newAttempt() ? 1 : 0);
    chosen.add(change.chosen() == null ? null : String.join(" ", new TreeSet<>(change.chosen())));
    indexes.add(move.mapIndex());
    items.add(move.item() == null ? null : move.item().toString());
    if (change.question() != null) {
      questions.add(move);
    }
    if (change.to() == TaskState.NONE) {
      again.add(execution.id());
    }
  }

  void add(Execution execution, DagShape shape, TaskSpec task, Step.Added row) {
    added.add(execution, shape, task, row.mapIndex(), row.state(), row.item());
  }

  void store(Handle handle, Instant now) {
    if (!ids.isEmpty()) {
      change(handle, now);
    }
    added.store(handle, now);
    for (Step.Move move : questions) {
      handle
          .createUpdate(TaskInstanceTable.ASK)
          .bind("id", move.of().id())
          .bind("question", String.valueOf(move.change().question()))
          .bind("now", now)
          .execute();
    }
    if (!again.isEmpty()) {
      handle
          .createUpdate(ExecutionTable.WAKE)
          .bindArray("ids", Long.class, List.copyOf(again))
          .execute();
    }
  }

  private void change(Handle handle, Instant now) {
    handle
        .createUpdate(TaskInstanceTable.CHANGE)
        .bindArray("ids", Long.class, ids)
        .bindArray("expected", String.class, expected)
        .bindArray("states", String.class, states)
        .bindArray("reasons", String.class, reasons)
        .bindArray("looks", Instant.class, looks)
        .bindArray("tries", Integer.class, tries)
        .bindArray("chosen", String.class, chosen)
        .bindArray("map_indexes", Integer.class, indexes)
        .bindArray("items", String.class, items)
        .bind("now", now)
        .execute();
  }
}
