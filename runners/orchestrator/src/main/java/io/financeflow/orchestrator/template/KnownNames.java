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
  public static Optional<String> closest(String unknown, Collection<String> known) {
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

  /** Letters changed, left out, added, or swapped with their neighbour. */
  private static int changes(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(replaced, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
