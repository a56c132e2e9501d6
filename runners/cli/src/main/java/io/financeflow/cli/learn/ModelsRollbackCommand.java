package io.financeflow.cli.learn;

import io.financeflow.cli.config.Environment;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.cli.output.OutputFlag;
import io.financeflow.ml.store.Alias;
import io.financeflow.ml.store.Promotion;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code models rollback}: makes the previous champion the champion again. */
@Command(
    name = "rollback",
    mixinStandardHelpOptions = true,
    description = {
      "Make the previous champion the champion again.",
      "The two change places: a second rollback undoes the first."
    })
final class ModelsRollbackCommand implements Callable<Integer> {
  private final Environment environment;

  @Parameters(paramLabel = "NAME", description = "Which model.")
  private String name = "";

  @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why.")
  private String reason = "";

  @Mixin private OutputFlag output = new OutputFlag();

  ModelsRollbackCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    Optional<Promotion> done;
    try (ModelDesk desk = ModelDesk.open(environment)) {
      done = Optional.of(desk.promotions().rollback(name, desk.decision(reason)));
    }
    output.print(
        environment.console().out(),
        PromotionText.json(name, Alias.CHAMPION, done),
        () -> PromotionText.line(name, Alias.CHAMPION, done));
    return ExitCode.DONE.code();
  }
}
