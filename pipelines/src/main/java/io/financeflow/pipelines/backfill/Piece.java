package io.financeflow.pipelines.backfill;

import io.financeflow.schema.market.DateRange;
import java.io.Serializable;
import java.time.LocalDate;

/**
 * Consecutive sessions that one worker makes complete in order of date, a transaction each.
 *
 * @param sessions first to last session
 * @param first true when none of them had bars when the plan was made
 * @param plannedUntil last of the consecutive sessions without bars that the plan holds from here
 *     on
 */
public record Piece(DateRange sessions, boolean first, LocalDate plannedUntil)
    implements Serializable {}
