package io.financeflow.orchestrator.backfill;

import com.google.gson.JsonObject;
import io.financeflow.orchestrator.backfill.BackfillPlan.PlannedRun;
import io.financeflow.orchestrator.backfill.BackfillPlan.SkippedSlot;
import io.financeflow.orchestrator.catalogue.DagShape;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A backfill of one DAG, decided and not yet stored.
 *
 * @param tasks the only tasks to run, empty for all
 * @param params the value of every parameter
 * @param merge as stored, 1 or more
 * @param runs in the order in which they start
 * @param takes how long it takes; empty when there is nothing to go by
 */
record Draft(
    String name,
    DagShape shape,
    List<String> tasks,
    JsonObject params,
    int merge,
    List<PlannedRun> runs,
    List<SkippedSlot> skipped,
    Optional<Duration> takes) {}
