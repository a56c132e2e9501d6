package io.financeflow.cli.learn;

import io.financeflow.cli.config.Environment;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.cli.output.Failure;
import io.financeflow.cli.output.Listing;
import io.financeflow.cli.output.OutputFlag;
import io.financeflow.ml.tuning.SearchArchive;
import io.financeflow.ml.tuning.SearchEnd;
import io.financeflow.ml.tuning.SearchOutcome;
import io.financeflow.ml.tuning.StoredSearch;
import io.financeflow.ml.tuning.Trial;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code models searches}: what was tried when hyper-parameters were tuned. */
@Command(
    name = "searches",
    mixinStandardHelpOptions = true,
    description = "List the searches of train --tune, or show the trials of one.")
final class ModelsSearchesCommand implements Callable<Integer> {
  private final Environment environment;

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "Its trials.")
  private @Nullable String name;

  @Option(names = "--csv", paramLabel = "FILE", description = "Write its trials as CSV.")
  private @Nullable Path csv;

  @Option(names = "--delete", description = "Remove it with its trials.")
  private boolean delete;

  @Mixin private OutputFlag output = new OutputFlag();

  ModelsSearchesCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    if (name == null && (csv != null || delete)) {
      throw new Failure.Usage("--csv and --delete need the NAME of a search");
    }
    if (csv != null && delete) {
      throw new Failure.Usage("--csv and --delete exclude each other");
    }
    try (ModelDesk desk = ModelDesk.open(environment)) {
      SearchArchive archive = new SearchArchive(desk.database());
      if (name == null) {
        output.print(environment.console().out(), searches(archive));
      } else {
        of(archive, find(archive, name));
      }
    }
    return ExitCode.DONE.code();
  }

  private void of(SearchArchive archive, StoredSearch search) {
    if (delete) {
      String gone = archive.delete(search.head().name()) ? "deleted: " : "was deleted already: ";
      environment.console().out().println(gone + search.head().name());
      return;
    }
    List<Trial> trials = archive.trials(search);
    if (csv == null) {
      output.print(environment.console().out(), TrialTable.listing(trials));
      return;
    }
    try {
      TrialTable.write(search.space(), trials, csv);
      environment.console().out().println(csv + ": " + trials.size() + " trials");
    } catch (IOException e) {
      throw new Failure.Usage("--csv: cannot write %s: %s".formatted(csv, e.getMessage()));
    }
  }

  private static StoredSearch find(SearchArchive archive, String name) {
    Optional<StoredSearch> found = archive.find(name);
    return found.orElseThrow(
        () -> {
          String there =
              archive.all().stream()
                  .map(search -> search.head().name())
                  .collect(Collectors.joining(", "));
          return new Failure.Usage(
              "no search '%s': there %s"
                  .formatted(name, there.isEmpty() ? "are none yet" : "is " + there));
        });
  }

  private static Listing searches(SearchArchive archive) {
    Listing listing =
        Listing.of(
                "name", "kind", "model", "subject", "state", "trials", "best", "started", "ended",
                "end")
            .ifEmpty("no searches yet: ./financeflow train lstm --tune random --trials 20 ...");
    for (StoredSearch search : archive.all()) {
      List<Trial> trials = archive.trials(search);
      Optional<SearchEnd> end = search.end();
      listing.row(
          search.head().name(),
          search.kind(),
          search.head().modelKind(),
          search.head().subject(),
          end.map(one -> one.state().name()).orElse("RUNNING"),
          trials.size(),
          end.flatMap(one -> new SearchOutcome(one, trials).best())
              .flatMap(best -> best.course().score())
              .map(Trial.Score::objective)
              .orElse(null),
          search.startedAt(),
          search.endedAt().orElse(null),
          end.map(SearchEnd::reason).orElse(null));
    }
    return listing;
  }
}
