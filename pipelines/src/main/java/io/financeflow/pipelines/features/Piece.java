package io.financeflow.pipelines.features;

import io.financeflow.schema.market.DateRange;
import io.financeflow.schema.model.Segments;
import java.io.Serializable;

/**
 * A part of a segment that is read at once.
 *
 * @param segment which one
 * @param range its dates
 */
record Piece(Segments.Name segment, DateRange range) implements Serializable {}
