package io.financeflow.cli.learn;

import io.financeflow.cli.config.Environment;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.cli.output.OutputFlag;
import io.financeflow.ml.store.Alias;
import io.financeflow.ml.store.Decision;
import io.financeflow.ml.store.ModelRef;
import io.financeflow.ml.store.Promotion;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code models promote}: makes a version the champion or the challenger. */
@Command(
    name = "promote",
    mixinStandardHelpOptions = true,
    description = {
      "Make a version the champion; the champion before becomes previous.",
      "Every promotion is kept with its reason: see ./financeflow models show NAME."
    },
    footer = "%nExample: ./financeflow models promote lstm-us:4 --reason \"MASE 0.97, DM p 0.02\"")
final class ModelsPromoteCommand implements Callable<Integer> {
  private final Environment environment;

  /** What a version may be promoted to. */
  enum Rank {
    /** In use. */
    champion,
    /** Compared with the champion. */
    challenger
  }

  @Parameters(paramLabel = "NAME:version|NAME@alias", description = "Which version.")
  private String ref = "";

  @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why.")
  private String reason = "";

  @Option(
      names = "--as",
      defaultValue = "champion",
      description = "To what: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Rank rank = Rank.champion;

  @Mixin private OutputFlag output = new OutputFlag();

  ModelsPromoteCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    ModelRef version = ModelRef.parse(ref);
    Alias alias = Alias.of(rank.name());
    Optional<Promotion> done;
    try (ModelDesk desk = ModelDesk.open(environment)) {
      Decision decision = desk.decision(reason);
      done =
          rank == Rank.champion
              ? desk.promotions().promote(version, decision)
              : desk.promotions().challenge(version, decision);
    }
    output.print(
        environment.console().out(),
        PromotionText.json(version.model(), alias, done),
        () -> PromotionText.line(version.model(), alias, done));
    return ExitCode.DONE.code();
  }
}
