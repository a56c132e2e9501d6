package io.financeflow.pipelines.source;

import java.time.Duration;

/** Who says when the next request may be sent to a vendor. Thread-safe. */
public interface RequestLimit {
  /** No limit. */
  RequestLimit NONE =
      new RequestLimit() {
        @Override
        public Slot reserve() {
          return new Slot(0, Duration.ZERO);
        }

        @Override
        public void release(Slot slot) {}
      };

  /**
   * Leave to send one request.
   *
   * @param id names it
   * @param delay from now until it may be sent, >= 0; it lapses when it is not used soon after
   */
  record Slot(long id, Duration delay) {}

  /** Reserves the next slot. */
  Slot reserve();

  /** Gives a slot back whose request never reached the vendor. */
  void release(Slot slot);
}
