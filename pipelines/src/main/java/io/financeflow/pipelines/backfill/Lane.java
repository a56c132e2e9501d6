package io.financeflow.pipelines.backfill;

import java.io.Serializable;
import java.util.List;

/**
 * The pieces of one worker, in the order it takes them.
 *
 * @param pieces at least one
 */
public record Lane(List<Piece> pieces) implements Serializable {
  /** Keeps its own list. */
  public Lane {
    pieces = List.copyOf(pieces);
  }
}
