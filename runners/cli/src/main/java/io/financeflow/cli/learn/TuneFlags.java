package io.financeflow.cli.learn;

import io.financeflow.cli.output.Failure;
import io.financeflow.ml.tuning.Limits;
import io.financeflow.ml.tuning.SearchSpace;
import io.financeflow.orchestrator.timetable.Durations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How hyper-parameters are searched for, as a mixin of {@code train} commands. */
final class TuneFlags {
  private static final int MOST_THREADS = 64;
  private static final List<String> FLAGS =
      List.of(
          "--trials",
          "--time",
          "--folds",
          "--threads",
          "--search",
          "--space",
          "--csv",
          "--max-epochs");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec mixee = CommandSpec.create();

  @Option(
      names = "--tune",
      arity = "0..1",
      paramLabel = "HOW",
      fallbackValue = "",
      description = "Search for hyper-parameters first: grid, random or hyperband (LSTM only).")
  private @Nullable String tune;

  @Option(
      names = "--trials",
      paramLabel = "N",
      description = "Trials in all, those of earlier runs included.")
  private @Nullable Integer trials;

  @Option(
      names = "--time",
      paramLabel = "TIME",
      description = "How long this run may begin trials: 90s, 30m, 1h30m.")
  private @Nullable String time;

  @Option(
      names = "--folds",
      paramLabel = "N",
      defaultValue = "3",
      description = "Walk-forward folds that a trial is scored over (default: 3).")
  private int folds;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "0",
      description = "Trials at once (default: one per processor).")
  private int threads;

  @Option(
      names = "--search",
      paramLabel = "NAME",
      description = "Name of the search; the same name and settings go on with it.")
  private @Nullable String search;

  @Option(
      names = "--space",
      paramLabel = "NAME=A,B",
      description =
          "What a parameter may be: units=16,32, or a range, learning_rate=0.0001..0.01. Repeatable.")
  private List<String> space = List.of();

  @Option(names = "--csv", paramLabel = "FILE", description = "Where the table of trials goes.")
  private @Nullable Path csv;

  boolean wanted() {
    return tune != null;
  }

  /** Refuses flags that mean nothing without {@code --tune}. */
  void requireUnused() {
    for (String flag : FLAGS) {
      if (mixee.commandLine().getParseResult().hasMatchedOption(flag)) {
        throw new Failure.Usage(flag + " needs --tune");
      }
    }
  }

  /** Returns how to search, one of those; the first when only {@code --tune} is said. */
  String how(List<String> known) {
    String how = tune == null || tune.isEmpty() ? known.get(0) : tune;
    if (!known.contains(how)) {
      throw new Failure.Usage(
          "--tune must be one of %s but was '%s'".formatted(String.join(", ", known), how));
    }
    return how;
  }

  Limits limits() {
    try {
      Optional<Duration> most = Optional.ofNullable(time).map(Durations::parse);
      OptionalInt count = trials == null ? OptionalInt.empty() : OptionalInt.of(trials);
      return new Limits(count, most);
    } catch (IllegalArgumentException wrong) {
      throw new Failure.Usage("--trials, --time: " + wrong.getMessage());
    }
  }

  /** Returns the number of folds, 1 to 50. */
  int folds() {
    if (folds < 1 || folds > 50) {
      throw new Failure.Usage("--folds must be 1 to 50 but was " + folds);
    }
    return folds;
  }

  int threads() {
    if (threads < 0 || threads > MOST_THREADS) {
      throw new Failure.Usage("--threads must be 1 to 64 but was " + threads);
    }
    return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
  }

  String search(String otherwise) {
    return search == null ? otherwise : search;
  }

  Path csv(Path otherwise) {
    return csv == null ? otherwise : csv;
  }

  /** Returns the space as narrowed by {@code --space}; see {@link SpaceText}. */
  SearchSpace space(SearchSpace whole, Set<String> fixed) {
    return SpaceText.narrowed(whole, space, fixed);
  }
}
