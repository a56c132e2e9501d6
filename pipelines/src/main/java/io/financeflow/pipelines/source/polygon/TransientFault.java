package io.financeflow.pipelines.source.polygon;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An answer that another try of the same request may better. */
final class TransientFault extends IOException {
  private static final long serialVersionUID = 1L;

  private final @Nullable Integer httpStatus;
  private final @Nullable Duration retryAfter;

  /** A fault of that status; null status: no answer; null retryAfter: back off as usual. */
  TransientFault(String message, @Nullable Integer httpStatus, @Nullable Duration retryAfter) {
    super(message);
    this.httpStatus = httpStatus;
    this.retryAfter = retryAfter;
  }

  @Nullable Integer httpStatus() {
    return httpStatus;
  }

  @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
