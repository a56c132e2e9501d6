package io.financeflow.sandbox.fault;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * Which requests a fault hits.
 *
 * <p>Text: {@code always}; {@code first:N}, the first N requests of each question (path and
 * parameters); {@code every:N}, each N-th request of the server, whatever its question; a share
 * such as {@code 0.1}, drawn by hash of question and attempt, so a retry has another draw; a date,
 * all requests with it in their path; or a date and one of the others, {@code 2025-01-10/first:2}.
 *
 * @param date the text a path must contain; null for any path
 */
record When(@Nullable LocalDate date, Rule rule, double value) {

  enum Rule {
    ALWAYS,
    FIRST,
    EVERY,
    SHARE
  }

  static When parse(String text) {
    int slash = text.indexOf('/');
    if (slash > 0) {
      return rule(text.substring(slash + 1), date(text.substring(0, slash)));
    }
    return looksLikeDate(text) ? new When(date(text), Rule.ALWAYS, 0) : rule(text, null);
  }

  /**
   * Whether the fault hits a request.
   *
   * @param attempt how often this question was asked, from 1
   * @param overall how many requests the server got, from 1
   */
  boolean hits(String question, long attempt, long overall) {
    if (date != null && !question.contains(date.toString())) {
      return false;
    }
    return switch (rule) {
      case ALWAYS -> true;
      case FIRST -> attempt <= value;
      case EVERY -> overall % (long) value == 0;
      case SHARE -> share(question, attempt) < value;
    };
  }

  private static When rule(String text, @Nullable LocalDate date) {
    if (text.equals("always")) {
      return new When(date, Rule.ALWAYS, 0);
    }
    if (text.startsWith("first:")) {
      return new When(date, Rule.FIRST, Numbers.whole(text.substring(6)));
    }
    if (text.startsWith("every:")) {
      return new When(date, Rule.EVERY, Numbers.whole(text.substring(6)));
    }
    return new When(date, Rule.SHARE, Numbers.share(text));
  }

  private static boolean looksLikeDate(String text) {
    return text.length() == 10 && text.charAt(4) == '-';
  }

  private static LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("not a date: " + text, e);
    }
  }

  private static double share(String question, long attempt) {
    long hash = 0xCBF29CE484222325L ^ (attempt * 0x9E3779B97F4A7C15L);
    for (int i = 0; i < question.length(); i++) {
      hash = (hash ^ question.charAt(i)) * 0x100000001B3L;
    }
    hash = (hash ^ (hash >>> 30)) * 0xBF58476D1CE4E5B9L;
    return ((hash ^ (hash >>> 27)) >>> 11) * 0x1.0p-53;
  }
}
