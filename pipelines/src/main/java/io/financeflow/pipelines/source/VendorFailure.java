package io.financeflow.pipelines.source;

import io.financeflow.schema.market.IngestionStatus;
import org.jspecify.annotations.Nullable;

/**
 * A vendor did not give what was asked for; the status says what to do next, the message what
 * happened. Never carries a key.
 */
public final class VendorFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final IngestionStatus status;
  private final @Nullable Integer httpStatus;

  /** A failure with the last HTTP status, null when no answer came. */
  public VendorFailure(IngestionStatus status, @Nullable Integer httpStatus, String message) {
    super(message);
    this.status = status;
    this.httpStatus = httpStatus;
  }

  /** Returns how an attempt that met this failure ended; never DONE or CLOSED. */
  public IngestionStatus status() {
    return status;
  }

  /** Returns the last HTTP status; null when no answer came. */
  public @Nullable Integer httpStatus() {
    return httpStatus;
  }
}
