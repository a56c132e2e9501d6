package io.financeflow.orchestrator.worker;

import io.financeflow.orchestrator.catalogue.DagShape;
import io.financeflow.orchestrator.dag.TaskSpec;
import io.financeflow.orchestrator.run.RunRow;
import io.financeflow.orchestrator.task.AttemptId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A task instance a worker has taken.
 *
 * @param item the element of a mapped task as JSON; null when it is not mapped
 * @param externalJob a job an earlier attempt runs elsewhere; null for none
 */
record Claimed(
    long instance,
    long execution,
    AttemptId attempt,
    DagShape shape,
    TaskSpec task,
    RunRow run,
    @Nullable String item,
    Instant firstStarted,
    @Nullable String externalJob) {}
