package io.financeflow.pipelines.features;

import java.io.Serializable;

/**
 * What was read of a piece.
 *
 * @param piece which one
 * @param moments of its rows
 * @param sum of its rows
 */
record PieceSummary(Piece piece, Moments moments, RowSum sum) implements Serializable {}
