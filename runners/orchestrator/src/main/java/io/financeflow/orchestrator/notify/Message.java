package io.financeflow.orchestrator.notify;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What a channel sends, before it takes the channel's form.
 *
 * @param id the same at every attempt: receivers tell repetitions by it
 * @param type kind of the event in lower case; "digest" for several, "test" for none
 * @param at when it happened; for a digest, when the first of its events did
 * @param events what it tells; none for a test
 */
public record Message(UUID id, String type, Instant at, Text text, List<RunEvent> events) {

  /** Keeps a copy. */
  public Message {
    events = List.copyOf(events);
  }

  /**
   * The words.
   *
   * @param subject one line
   * @param facts one line each
   * @param blocks several lines each, in which blanks matter
   */
  public record Text(String subject, List<Line> facts, List<Line> blocks) {
    /** Keeps copies; a subject has no line breaks, as it becomes a header. */
    public Text {
      subject = subject.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
      facts = List.copyOf(facts);
      blocks = List.copyOf(blocks);
    }
  }

  /** Something with its name. */
  public record Line(String label, String value) {}
}
