package io.financeflow.pipelines.source;

import org.jspecify.annotations.Nullable;

/**
 * What an answer cost.
 *
 * @param httpStatus status of the (last) answer; null for a file
 * @param bytes body bytes of all its pages, as decoded
 * @param source who answered, as the tables name it
 */
public record Receipt(@Nullable Integer httpStatus, long bytes, String source) {

  /** Returns the receipt of this answer and a later page of it. */
  public Receipt plus(Receipt page) {
    return new Receipt(page.httpStatus, bytes + page.bytes, page.source);
  }
}
