package io.financeflow.cli.learn;

import io.financeflow.cli.output.Console;
import io.financeflow.ml.tuning.SearchProgress;
import io.financeflow.ml.tuning.Trial;
import io.financeflow.ml.tuning.Values;
import java.util.Locale;
import java.util.stream.Collectors;

/** How far a search is: one line that is redrawn on a terminal, else a line per trial. */
final class TuningProgress {
  private final Console console;
  private boolean drawn;

  TuningProgress(Console console) {
    this.console = console;
  }

  /** A trial has ended. */
  void trial(SearchProgress progress) {
    String line =
        "trials %d%s%s%s"
            .formatted(
                progress.done(),
                progress.of().isPresent() ? "/" + progress.of().getAsInt() : "",
                progress.best().map(best -> "  best " + text(best)).orElse(""),
                progress.left().map(left -> "  ETA " + left.toSeconds() + " s").orElse(""));
    if (console.interactive()) {
      console.err().print("\r" + line + "\u001b[K");
      drawn = true;
    } else {
      console.err().println(line);
    }
  }

  /** Ends the line that was redrawn. */
  void end() {
    if (drawn) {
      console.err().println();
      drawn = false;
    }
  }

  /** A trial with its objective and values: {@code 0.998123 (trial 7: units=32 ...)}. */
  static String text(Trial trial) {
    return String.format(
        Locale.ROOT,
        "%.6f (trial %d: %s)",
        trial.course().score().map(Trial.Score::objective).orElse(Double.NaN),
        trial.number(),
        text(trial.values()));
  }

  static String text(Values values) {
    return values.byName().entrySet().stream()
        .map(value -> value.getKey() + "=" + value.getValue().getAsString())
        .collect(Collectors.joining(" "));
  }
}
