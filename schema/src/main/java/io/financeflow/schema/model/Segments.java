package io.financeflow.schema.model;

import io.financeflow.schema.market.DateRange;
import java.io.Serializable;

/**
 * Three consecutive stretches of sessions with gaps between them that belong to none.
 *
 * @param train what a model is fitted and the scaling is measured on; the earliest
 * @param valid what hyper-parameters and the end of training are chosen on
 * @param test what is looked at once; the latest
 */
public record Segments(DateRange train, DateRange valid, DateRange test) implements Serializable {

  /** Refuses segments that overlap or are out of order. */
  public Segments {
    if (!valid.from().isAfter(train.to()) || !test.from().isAfter(valid.to())) {
      throw new IllegalArgumentException(
          "segments must follow each other but were %s, %s, %s".formatted(train, valid, test));
    }
  }

  /** The segments; {@code name().toLowerCase} is what {@code dataset_rows.segment} says. */
  public enum Name {
    /** The earliest. */
    TRAIN,
    /** The middle one. */
    VALID,
    /** The latest. */
    TEST
  }

  /** Returns the dates of a segment. */
  public DateRange of(Name name) {
    return switch (name) {
      case TRAIN -> train;
      case VALID -> valid;
      case TEST -> test;
    };
  }
}
