/**
 * Named backfills: sets of slots that are run because somebody asks, with their own order, limits
 * and share. Start with {@link io.financeflow.orchestrator.backfill.BackfillCreation}.
 */
@NullMarked
package io.financeflow.orchestrator.backfill;

import org.jspecify.annotations.NullMarked;
