package io.financeflow.orchestrator.policy;

import static io.financeflow.orchestrator.policy.TriggerRule.Verdict.RUN;
import static io.financeflow.orchestrator.policy.TriggerRule.Verdict.SKIP;
import static io.financeflow.orchestrator.policy.TriggerRule.Verdict.UPSTREAM_FAILED;
import static io.financeflow.orchestrator.policy.TriggerRule.Verdict.WAIT;

import java.util.Locale;

/**
 * When a task runs, given its direct upstream tasks: the thirteen rules of Airflow.
 *
 * <p>"Failed" counts upstream_failed too. A mark (skip, upstream_failed) is made as soon as it is
 * certain, without waiting for the other tasks. A task without upstream tasks always runs. When all
 * upstream tasks are finished, no rule waits. Source: Airflow 3, {@code trigger_rule_dep.py}.
 */
public enum TriggerRule {
  /** Every upstream succeeded; the default. */
  ALL_SUCCESS,
  /** Every upstream failed. */
  ALL_FAILED,
  /** Every upstream is finished, however. */
  ALL_DONE,
  /** Every upstream is finished, none was skipped and at least one succeeded. */
  ALL_DONE_MIN_ONE_SUCCESS,
  /** Every upstream was skipped. */
  ALL_SKIPPED,
  /** At least one failed; does not wait for the others. */
  ONE_FAILED,
  /** At least one succeeded; does not wait for the others. */
  ONE_SUCCESS,
  /** At least one ran to its end, well or badly; does not wait for the others. */
  ONE_DONE,
  /** Every upstream succeeded or was skipped. */
  NONE_FAILED,
  /** Every upstream succeeded or was skipped, and at least one succeeded. */
  NONE_FAILED_MIN_ONE_SUCCESS,
  /** Every upstream is finished and none was skipped. */
  NONE_SKIPPED,
  /**
   * For teardowns: every upstream is finished and, if there are set-up tasks among them, at least
   * one of those succeeded.
   */
  ALL_DONE_SETUP_SUCCESS,
  /** At once. */
  ALWAYS;

  /** What becomes of the task now. */
  public enum Verdict {
    /** Its rule is met. */
    RUN,
    /** It becomes skipped. */
    SKIP,
    /** It becomes upstream_failed. */
    UPSTREAM_FAILED,
    /** Not yet certain. */
    WAIT
  }

  /** Decides; a pure function. */
  public Verdict evaluate(Upstreams u) {
    if (u.total() == 0) {
      return RUN;
    }
    return switch (this) {
      case ALL_SUCCESS ->
          u.failed() > 0 ? UPSTREAM_FAILED : u.skipped() > 0 ? SKIP : runOnceDone(u);
      case ALL_FAILED -> u.succeeded() + u.skipped() > 0 ? SKIP : runOnceDone(u);
      case ALL_DONE -> runOnceDone(u);
      case ALL_DONE_MIN_ONE_SUCCESS ->
          u.skipped() > 0 ? SKIP : onceDone(u, u.succeeded() > 0 ? RUN : UPSTREAM_FAILED);
      case ALL_SKIPPED -> u.succeeded() + u.failed() > 0 ? SKIP : runOnceDone(u);
      case ONE_FAILED -> u.failed() > 0 ? RUN : onceDone(u, SKIP);
      case ONE_SUCCESS ->
          u.succeeded() > 0 ? RUN : onceDone(u, allSkipped(u) ? SKIP : UPSTREAM_FAILED);
      case ONE_DONE -> u.succeeded() + u.failedItself() > 0 ? RUN : onceDone(u, SKIP);
      case NONE_FAILED -> u.failed() > 0 ? UPSTREAM_FAILED : runOnceDone(u);
      case NONE_FAILED_MIN_ONE_SUCCESS ->
          u.failed() > 0 ? UPSTREAM_FAILED : allSkipped(u) ? SKIP : runOnceDone(u);
      case NONE_SKIPPED -> u.skipped() > 0 ? SKIP : runOnceDone(u);
      case ALL_DONE_SETUP_SUCCESS -> onceDone(u, teardown(u.setups()));
      case ALWAYS -> RUN;
    };
  }

  private static Verdict runOnceDone(Upstreams u) {
    return onceDone(u, RUN);
  }

  private static Verdict onceDone(Upstreams u, Verdict verdict) {
    return u.unfinished() == 0 ? verdict : WAIT;
  }

  private static boolean allSkipped(Upstreams u) {
    return u.skipped() == u.total();
  }

  private static Verdict teardown(Upstreams.Setups setups) {
    if (setups.all() == 0 || setups.succeeded() > 0) {
      return RUN;
    }
    return setups.skipped() == setups.all() ? SKIP : UPSTREAM_FAILED;
  }

  /** The name in lower case, as YAML has it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
