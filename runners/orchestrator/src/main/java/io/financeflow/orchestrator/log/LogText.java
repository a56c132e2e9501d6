package io.financeflow.orchestrator.log;

import java.util.List;
import java.util.regex.Pattern;

/** Makes lines that can be stored and shown out of what tasks say. */
final class LogText {

  /** Longer lines are cut. */
  static final int LONGEST = 16_384;

  private static final Pattern COLOURS = Pattern.compile("\u001B\\[[0-9;]*[A-Za-z]");

  /** PostgreSQL stores no NUL, and terminals obey the others. */
  private static final Pattern CONTROLS = Pattern.compile("[\\p{IsControl}&&[^\\t]]");

  private LogText() {}

  /** The lines of a text, at least one. */
  static List<String> lines(String text) {
    String ended = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    return Pattern.compile("\\R").splitAsStream(ended).map(LogText::clean).toList();
  }

  private static String clean(String line) {
    String plain = CONTROLS.matcher(COLOURS.matcher(line).replaceAll("")).replaceAll("");
    if (plain.length() <= LONGEST) {
      return plain;
    }
    boolean splitsPair = Character.isHighSurrogate(plain.charAt(LONGEST - 1));
    int kept = splitsPair ? LONGEST - 1 : LONGEST;
    return plain.substring(0, kept) + "… (" + (plain.length() - kept) + " more characters)";
  }
}
