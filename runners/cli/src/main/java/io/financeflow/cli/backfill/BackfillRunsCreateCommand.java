package io.financeflow.cli.backfill;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import io.financeflow.cli.config.Configuration;
import io.financeflow.cli.config.Databases;
import io.financeflow.cli.config.Environment;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.cli.output.Failure;
import io.financeflow.cli.output.OutputFlag;
import io.financeflow.orchestrator.backfill.BackfillCreation;
import io.financeflow.orchestrator.backfill.BackfillPlan;
import io.financeflow.orchestrator.backfill.BackfillRequest;
import io.financeflow.orchestrator.backfill.Reprocess;
import io.financeflow.schema.db.Database;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code backfill-runs create}: stores a backfill with all its runs. */
@Command(
    name = "create",
    mixinStandardHelpOptions = true,
    description = {
      "Run slots of a DAG that are over: all of a range of dates, or those that are listed.",
      "Its runs start beside live ones, also while the DAG is paused, as soon as a scheduler and a"
          + " worker are there. What is skipped is said with the reason."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./financeflow backfill-runs create y2024 --dag daily_market --from 2024-01-01 --to"
          + " 2024-12-31 --dry-run",
      "  ./financeflow backfill-runs create fix --dag daily_market --date 2024-07-03,2024-11-29"
          + " --task returns --reprocess all",
      "  ./financeflow backfill-runs create all --dag daily_market --from 2015-01-01 --to 2024-12-31"
          + " --merge 63 --backwards --downstream"
    })
final class BackfillRunsCreateCommand implements Callable<Integer> {
  private final Environment environment;

  @Parameters(paramLabel = "NAME", description = "What to call it: A-Z a-z 0-9 _ . -")
  private String name = "";

  @Option(names = "--dag", required = true, paramLabel = "DAG", description = "Whose slots.")
  private String dag = "";

  @Mixin private SlotFlags slots = new SlotFlags();

  @Option(
      names = "--task",
      paramLabel = "ID,ID",
      split = ",",
      description = "The only tasks to run; those before them are not waited for (default: all).")
  private List<String> tasks = List.of();

  @Option(
      names = "--param",
      paramLabel = "KEY=VALUE",
      description = "A parameter of its runs; may be repeated.")
  private Map<String, String> params = Map.of();

  @Option(
      names = "--reprocess",
      paramLabel = "WHICH",
      defaultValue = "none",
      description = "Slots that have run and are run again: none, failed, all (default: none).")
  private String reprocess = "";

  @Option(
      names = "--merge",
      paramLabel = "N",
      description =
          "Up to N consecutive slots without a run become one (default: 1; 63 for a DAG that catches"
              + " up merged).")
  private @Nullable Integer merge;

  @Option(names = "--backwards", description = "The latest slot first.")
  private boolean backwards;

  @Option(
      names = "--max-active-runs",
      paramLabel = "N",
      defaultValue = "10",
      description = "Its runs at once (default: 10).")
  private int maxActiveRuns;

  @Option(
      names = "--share",
      paramLabel = "PERCENT",
      defaultValue = "25",
      description = "Of the starts in each pool while live runs wait, too (default: 25).")
  private int share;

  @Option(
      names = "--downstream",
      description =
          "Then also the DAGs that wait for what it renews: one run each, over all of it.")
  private boolean downstream;

  @Option(names = "--dry-run", description = "Only say what would be run and what skipped.")
  private boolean dryRun;

  @Mixin private OutputFlag output = new OutputFlag();

  BackfillRunsCreateCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    BackfillRequest request =
        new BackfillRequest(
            name,
            dag,
            slots.choice(),
            new BackfillRequest.Content(tasks, values(), policy(), merge()),
            new BackfillRequest.Pace(backwards, maxActiveRuns, share),
            downstream,
            BackfillRunsCommand.user(environment));
    BackfillPlan plan;
    try (Database database = new Databases(Configuration.read(environment)).open()) {
      BackfillCreation creation = new BackfillCreation(database.jdbi(), environment.clock());
      plan = dryRun ? creation.preview(request) : creation.create(request);
    }
    PlanReport report = new PlanReport(plan, dryRun);
    output.print(environment.console().out(), report.json(), report::text);
    return ExitCode.DONE.code();
  }

  private Map<String, JsonElement> values() {
    Map<String, JsonElement> values = new TreeMap<>();
    params.forEach((key, value) -> values.put(key, new JsonPrimitive(value)));
    return values;
  }

  private Reprocess policy() {
    return Arrays.stream(Reprocess.values())
        .filter(policy -> policy.text().equals(reprocess))
        .findFirst()
        .orElseThrow(
            () ->
                new Failure.Usage(
                    "--reprocess must be none, failed or all but was '" + reprocess + "'"));
  }

  private int merge() {
    Integer given = merge;
    if (given != null && given < 1) {
      throw new Failure.Usage("--merge must be >= 1 but was " + given);
    }
    return given == null ? 0 : given;
  }
}
