package io.financeflow.orchestrator.notify;

/** A text as one word of a POSIX shell, so that a command in a message can be copied. */
final class ShellWord {
  private ShellWord() {}

  /** The text itself, in single quotes where it needs them. */
  static String of(String text) {
    return text.matches("[A-Za-z0-9_.:+@=,/-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
