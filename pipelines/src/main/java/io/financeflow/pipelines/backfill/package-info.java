/**
 * Backfill: history made complete over a range of sessions, skipping what is done.
 *
 * <p>Start with {@link io.financeflow.pipelines.backfill.BackfillPlan}, which says what would run;
 * {@link io.financeflow.pipelines.backfill.BackfillPipeline} runs it. The one package that may use
 * ingest and returns: it loads a session and its returns in one transaction.
 */
@NullMarked
package io.financeflow.pipelines.backfill;

import org.jspecify.annotations.NullMarked;
