package io.financeflow.orchestrator.notify;

import java.time.Instant;

/** A way to reach people or programs; thread-safe. */
public interface Channel {

  /** As rules name it. */
  String name();

  /**
   * Sends one message, once; takes at most some tens of seconds and throws nothing.
   *
   * @param now when this attempt is made
   */
  Outcome send(Message message, Instant now);
}
