package io.financeflow.sandbox.fault;

import java.util.Arrays;
import java.util.Optional;

/** One way in which an answer can be wrong. */
public enum Symptom {
  /** 502 with the proxy's HTML page. */
  SERVER_ERROR("5xx"),
  /** The connection is closed in the middle of the body. */
  DROP("drop"),
  /** The body ends in the middle, the HTTP exchange is complete. */
  TRUNCATE("truncate"),
  /** An HTML page with status 200. */
  HTML("html"),
  /** Status 200 and no rows where there are some; prices only. */
  EMPTY("empty"),
  /** Rows of the grouped day repeated as they are. */
  DUPLICATE("duplicate"),
  /** Rows of the grouped day repeated with a close 1 % higher. */
  CONFLICT("conflict"),
  /** A NUL character after the ticker. */
  NUL("nul"),
  /** A close below zero. */
  NEGATIVE("negative"),
  /** High and low exchanged, and apart. */
  HIGH_BELOW_LOW("high-below-low"),
  /** The close as a string. */
  TEXT_NUMBER("text-number"),
  /** The close as null. */
  NULL_FIELD("null-field"),
  /** The time stamp of the day before. */
  WRONG_DAY("wrong-day"),
  /** The volume with an exponent: unusual, yet right. */
  EXPONENT("exponent"),
  /** Every kind of damaged row in turn, from nul to exponent. */
  CORRUPT("corrupt"),
  /** The envelope counts three rows more than there are. */
  WRONG_COUNT("wrong-count");

  private final String text;

  Symptom(String text) {
    this.text = text;
  }

  /** Its name in the text of a fault. */
  public String text() {
    return text;
  }

  static Optional<Symptom> named(String text) {
    return Arrays.stream(values()).filter(symptom -> symptom.text.equals(text)).findFirst();
  }
}
