package io.financeflow.orchestrator.notify;

import java.time.Duration;

/** What came of an attempt to send a message. */
public sealed interface Outcome {

  /** One line for people, without secrets. */
  String text();

  /** The channel took it. */
  record Sent(String text) implements Outcome {}

  /**
   * It did not work, and may work later.
   *
   * @param pause how long the channel asks not to be sent anything; zero when it does not say
   */
  record Failed(String text, Duration pause) implements Outcome {
    /** Failed, without a wish of the channel. */
    Failed(String text) {
      this(text, Duration.ZERO);
    }
  }

  /** It did not work, and the same message will not work later either. */
  record Refused(String text) implements Outcome {}
}
