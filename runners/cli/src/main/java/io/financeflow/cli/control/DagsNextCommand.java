package io.financeflow.cli.control;

import io.financeflow.cli.config.Environment;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.cli.output.Failure;
import io.financeflow.cli.output.Listing;
import io.financeflow.cli.output.OutputFlag;
import io.financeflow.orchestrator.dag.Plan;
import io.financeflow.orchestrator.timetable.Slot;
import io.financeflow.orchestrator.timetable.Timetable;
import java.io.IOException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dags next}: the slots to come. */
@Command(
    name = "next",
    mixinStandardHelpOptions = true,
    description = "List the next slots of a DAG: the dates they are about and when they are due.",
    footer = "%nExample: ./financeflow dags next daily_market -n 10")
final class DagsNextCommand implements Callable<Integer> {
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm zzz", Locale.ENGLISH);

  private final Environment environment;

  @Parameters(paramLabel = "DAG", description = "Its id.")
  private String dag = "";

  @Option(
      names = {"-n", "--number"},
      paramLabel = "N",
      defaultValue = "5",
      description = "How many (default: 5).")
  private int number;

  @Mixin private OutputFlag output = new OutputFlag();

  DagsNextCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException {
    if (number < 1 || number > 1_000) {
      throw new Failure.Usage("-n must be 1 to 1000 but was " + number);
    }
    Plan plan = Dags.read(environment).named(dag).plan();
    Timetable timetable = plan.schedule().timetable();
    ZoneId zone = timetable.zone();
    Listing listing =
        Listing.of("from", "to", "due", "due_utc", "interval_start", "interval_end")
            .ifEmpty("no slot is to come: ./financeflow dags trigger " + dag);
    Optional<Slot> next = timetable.next(environment.clock().instant());
    int listed = 0;
    while (listed < number
        && next.isPresent()
        && !next.get().dates().to().isAfter(plan.active().end())) {
      Slot slot = next.get();
      if (plan.active().covers(slot)) {
        listing.row(
            slot.dates().from(),
            slot.dates().to(),
            LOCAL.format(slot.runAfter().atZone(zone)),
            slot.runAfter(),
            slot.interval().start(),
            slot.interval().end());
        listed++;
      }
      next = timetable.next(slot.runAfter());
    }
    output.print(environment.console().out(), listing);
    return ExitCode.DONE.code();
  }
}
