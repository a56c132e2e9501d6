package io.financeflow.orchestrator.notify;

/**
 * A text that is never shown: it prints as three stars.
 *
 * @param value never to be logged
 */
public record Secret(String value) {

  /** The text with every occurrence of the secret replaced. */
  String hideIn(String text) {
    return value.isEmpty() ? text : text.replace(value, "***");
  }

  @Override
  public String toString() {
    return "***";
  }
}
