package io.financeflow.pipelines.source;

/**
 * What an answer cost.
 *
 * @param httpStatus status of the (last) answer
 * @param bytes body bytes of all its pages, as decoded
 * @param source who answered, as the tables name it
 */
public record Receipt(int httpStatus, long bytes, String source) {

  /** Returns the receipt of this answer and a later page of it. */
  public Receipt plus(Receipt page) {
    return new Receipt(page.httpStatus, bytes + page.bytes, page.source);
  }
}
