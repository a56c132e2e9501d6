package io.financeflow.orchestrator.template;

import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;

/** Says what is known where an unknown name was used, and which one may have been meant. */
public final class KnownNames {

  private static final int MOST_LISTED = 30;

  private KnownNames() {}

  /** {@code did you mean 'ds'? known are ds, run_id}; for no known names, that there are none. */
  public static String hint(String unknown, Collection<String> known) {
    if (known.isEmpty()) {
      return "there are none";
    }
    String meant = closest(unknown, known).map(name -> "did you mean '" + name + "'? ").orElse("");
    TreeSet<String> sorted = new TreeSet<>(known);
    String more = sorted.size() > MOST_LISTED ? ", ..." : "";
    String list = String.join(", ", sorted.stream().limit(MOST_LISTED).toList());
    return meant + "known are " + list + more;
  }

  /** The known name with the fewest changes to it, a third of its letters at most. */
  static Optional<String> closest(String unknown, Collection<String> known) {
    String best = "";
    int fewest = Integer.MAX_VALUE;
    for (String name : new TreeSet<>(known)) {
      int changes = changes(unknown, name);
      if (changes < fewest) {
        best = name;
        fewest = changes;
      }
    }
    int allowed = Math.max(1, Math.max(unknown.length(), best.length()) / 3);
    return fewest <= allowed ? Optional.of(best) : Optional.empty();
  }

  /** Levenshtein's distance. */
  private static int changes(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
