package io.financeflow.ml.tuning;

import com.google.gson.JsonObject;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.model.TuningTable;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * A search in {@code tuning_searches} and {@code tuning_trials}. Every write locks the search's row
 * and is refused once another process has opened the search.
 */
public final class PostgresTrialLedger implements TrialLedger {
  private final Database database;
  private final String name;
  private final SearchSpace space;
  private final UUID runner;

  private PostgresTrialLedger(Database database, String name, SearchSpace space, UUID runner) {
    this.database = database;
    this.name = name;
    this.space = space;
    this.runner = runner;
  }

  /**
   * Begins a search, or goes on with the one of that name: trials that were broken off are to be
   * run again, and failed ones too when failures ended it.
   *
   * @throws IllegalArgumentException when a search of that name is of another plan, model, subject
   *     or settings
   */
  public static PostgresTrialLedger open(
      Database database, SearchHead head, SearchPlan plan, Clock clock) {
    UUID runner = UUID.randomUUID();
    database
        .jdbi()
        .useTransaction(
            handle -> {
              insert(handle, head, plan, runner, clock.instant());
              reopen(handle, head, plan, runner);
            });
    return new PostgresTrialLedger(database, head.name(), plan.space(), runner);
  }

  @Override
  public List<Trial> trials() {
    return database.jdbi().withHandle(handle -> TrialRows.all(handle, name, space));
  }

  @Override
  public void claim(Trial trial) {
    Trial.Candidate candidate = trial.candidate();
    Budget budget = candidate.budget();
    write(
        handle ->
            require(
                trial,
                handle
                    .createUpdate(TuningTable.CLAIM_TRIAL)
                    .bind(0, name)
                    .bind(1, trial.number())
                    .bind(2, trial.values().toString())
                    .bind(3, candidate.bracket())
                    .bind(4, candidate.rung())
                    .bind(5, budget.fromEpoch())
                    .bind(6, budget.toEpoch())
                    .bind(7, candidate.parent().isEmpty() ? null : candidate.parent().getAsInt())
                    .bind(8, trial.startedAt().atOffset(ZoneOffset.UTC))
                    .execute()));
  }

  @Override
  public void store(Trial trial, Optional<byte[]> checkpoint) {
    Instant endedAt = trial.course().endedAt().orElseThrow();
    Optional<Trial.Score> score = trial.course().score();
    write(
        handle ->
            require(
                trial,
                score.isPresent()
                    ? complete(handle, trial.number(), score.get(), checkpoint, endedAt)
                    : handle.execute(
                        TuningTable.FAIL_TRIAL,
                        trial.course().error(),
                        endedAt.atOffset(ZoneOffset.UTC),
                        name,
                        trial.number())));
  }

  @Override
  public Optional<byte[]> checkpoint(int number) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(TuningTable.SELECT_CHECKPOINT)
                    .bind(0, name)
                    .bind(1, number)
                    .mapTo(byte[].class)
                    .findOne());
  }

  @Override
  public void keepCheckpoints(Set<Integer> numbers) {
    write(
        handle ->
            handle
                .createUpdate(TuningTable.DROP_CHECKPOINTS)
                .bind(0, name)
                .bindArray(1, Integer.class, List.copyOf(numbers))
                .execute());
  }

  @Override
  public void end(SearchEnd end, Instant at) {
    write(
        handle -> {
          interrupt(handle, name, List.of("RUNNING"));
          handle.execute(
              TuningTable.END_SEARCH,
              end.state().name(),
              end.reason(),
              at.atOffset(ZoneOffset.UTC),
              name);
        });
  }

  private int complete(
      Handle handle, int number, Trial.Score score, Optional<byte[]> checkpoint, Instant at) {
    return handle
        .createUpdate(TuningTable.COMPLETE_TRIAL)
        .bind(0, score.objective())
        .bindArray(1, Double.class, score.folds())
        .bind(2, score.details().toString())
        .bind(3, score.checkpointed())
        .bind(4, checkpoint.orElse(null))
        .bind(5, at.atOffset(ZoneOffset.UTC))
        .bind(6, name)
        .bind(7, number)
        .execute();
  }

  /** What is written under the lock of the search. */
  private interface Write {
    void to(Handle handle);
  }

  private void write(Write write) {
    database
        .jdbi()
        .useTransaction(
            handle -> {
              Optional<UUID> holder =
                  handle
                      .createQuery(TuningTable.LOCK_SEARCH)
                      .bind(0, name)
                      .map((row, context) -> row.getObject("runner", UUID.class))
                      .findOne();
              if (!holder.equals(Optional.of(runner))) {
                throw new SearchTakenOver(name);
              }
              write.to(handle);
            });
  }

  private void require(Trial trial, int updated) {
    if (updated != 1) {
      throw new IllegalStateException(
          "trial %d of search %s is not in the state that it was left in: run the search again"
              .formatted(trial.number(), name));
    }
  }

  private static void insert(
      Handle handle, SearchHead head, SearchPlan plan, UUID runner, Instant at) {
    handle.execute(
        TuningTable.INSERT_SEARCH,
        head.name(),
        plan.kind(),
        head.modelKind(),
        head.subject(),
        plan.space().toJson().toString(),
        settings(head, plan).toString(),
        plan.seed(),
        runner,
        at.atOffset(ZoneOffset.UTC));
  }

  private static void reopen(Handle handle, SearchHead head, SearchPlan plan, UUID runner) {
    StoredSearch stored =
        handle
            .createQuery(TuningTable.LOCK_SEARCH)
            .bind(0, head.name())
            .map((row, context) -> StoredSearch.read(row))
            .one();
    SearchHead expected =
        new SearchHead(head.name(), head.modelKind(), head.subject(), settings(head, plan));
    boolean same =
        stored.kind().equals(plan.kind())
            && stored.head().equals(expected)
            && stored.space().equals(plan.space())
            && stored.seed() == plan.seed();
    if (!same) {
      throw new IllegalArgumentException(
          "search %s was begun with another plan, space, seed, subject or settings: take another name, or delete it"
              .formatted(head.name()));
    }
    boolean failed = stored.end().map(end -> end.state() == SearchEnd.State.FAILED).orElse(false);
    interrupt(handle, head.name(), failed ? List.of("RUNNING", "FAILED") : List.of("RUNNING"));
    handle.execute(TuningTable.REOPEN_SEARCH, runner, head.name());
  }

  private static void interrupt(Handle handle, String name, List<String> states) {
    handle
        .createUpdate(TuningTable.INTERRUPT_TRIALS)
        .bind(0, name)
        .bindArray(1, String.class, states)
        .execute();
  }

  private static JsonObject settings(SearchHead head, SearchPlan plan) {
    JsonObject settings = head.settings().deepCopy();
    plan.settings().asMap().forEach(settings::add);
    return settings;
  }
}
