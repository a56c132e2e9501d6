package io.financeflow.schema.model;

/** SQL of {@code tuning_searches} and {@code tuning_trials}. */
public final class TuningTable {
  /**
   * Adds a search that runs, unless there is one of that name; parameters: name, kind, model kind,
   * subject, space, settings, seed, runner, started at.
   */
  public static final String INSERT_SEARCH =
      """
      INSERT INTO tuning_searches (name, kind, model_kind, subject, space, settings, seed, state,
        runner, started_at)
      VALUES (?, ?, ?, ?, ?::jsonb, ?::jsonb, ?, 'RUNNING', ?, ?)
      ON CONFLICT (name) DO NOTHING
      """;

  /** Reads one search and keeps other writers of it out; parameter: name. */
  public static final String LOCK_SEARCH =
      "SELECT * FROM tuning_searches WHERE name = ? FOR UPDATE";

  /** Reads all searches, the latest first. */
  public static final String SELECT_SEARCHES =
      "SELECT * FROM tuning_searches ORDER BY started_at DESC, name";

  /** Reads one search; parameter: name. */
  public static final String SELECT_SEARCH = "SELECT * FROM tuning_searches WHERE name = ?";

  /** Lets a process write to a search, and no other; parameters: runner, name. */
  public static final String REOPEN_SEARCH =
      """
      UPDATE tuning_searches SET runner = ?, state = 'RUNNING', end_reason = NULL, ended_at = NULL
      WHERE name = ?
      """;

  /** Ends a search; parameters: state, reason, ended at, name. */
  public static final String END_SEARCH =
      """
      UPDATE tuning_searches
      SET state = ?, end_reason = ?, ended_at = greatest(?, started_at) WHERE name = ?
      """;

  /** Removes a search and its trials; parameter: name. */
  public static final String DELETE_SEARCH = "DELETE FROM tuning_searches WHERE name = ?";

  /** Marks what was broken off to be run again; parameters: search, states. */
  public static final String INTERRUPT_TRIALS =
      """
      UPDATE tuning_trials SET state = 'INTERRUPTED', error = NULL, ended_at = NULL
      WHERE search = ? AND state = ANY (?)
      """;

  /**
   * Adds a trial that runs, or runs an interrupted one again; parameters: search, number,
   * hyper-parameters, bracket, rung, from epoch, to epoch, parent, started at. The update count is
   * 0 when it has a result.
   */
  public static final String CLAIM_TRIAL =
      """
      INSERT INTO tuning_trials (search, number, hyperparameters, bracket, rung, from_epoch,
        to_epoch, parent, state, started_at)
      VALUES (?, ?, ?::jsonb, ?, ?, ?, ?, ?, 'RUNNING', ?)
      ON CONFLICT (search, number) DO UPDATE SET state = 'RUNNING', started_at = excluded.started_at
      WHERE tuning_trials.state = 'INTERRUPTED'
      """;

  /**
   * Stores the score of a running trial; parameters: objective, folds, details, checkpointed,
   * checkpoint, ended at, search, number.
   */
  public static final String COMPLETE_TRIAL =
      """
      UPDATE tuning_trials SET state = 'DONE', objective = ?, folds = ?, details = ?::jsonb,
        checkpointed = ?, checkpoint = ?, ended_at = greatest(?, started_at)
      WHERE search = ? AND number = ? AND state = 'RUNNING'
      """;

  /** Stores why a running trial failed; parameters: error, ended at, search, number. */
  public static final String FAIL_TRIAL =
      """
      UPDATE tuning_trials SET state = 'FAILED', error = ?, ended_at = greatest(?, started_at)
      WHERE search = ? AND number = ? AND state = 'RUNNING'
      """;

  /** Reads the trials of a search by number, without checkpoints; parameter: search. */
  public static final String SELECT_TRIALS =
      """
      SELECT number, hyperparameters, bracket, rung, from_epoch, to_epoch, parent, state, objective,
        folds, details, checkpointed, error, started_at, ended_at
      FROM tuning_trials WHERE search = ? ORDER BY number
      """;

  /** Reads what a trial left to go on from; parameters: search, number. */
  public static final String SELECT_CHECKPOINT =
      """
      SELECT checkpoint FROM tuning_trials
      WHERE search = ? AND number = ? AND checkpoint IS NOT NULL
      """;

  /** Drops checkpoints; parameters: search, numbers of the trials that keep theirs. */
  public static final String DROP_CHECKPOINTS =
      """
      UPDATE tuning_trials SET checkpoint = NULL
      WHERE search = ? AND checkpoint IS NOT NULL AND NOT number = ANY (?)
      """;

  private TuningTable() {}
}
