package io.financeflow.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.financeflow.cli.backfill.BackfillRunsCommand;
import io.financeflow.cli.bench.ArimaBenchCommand;
import io.financeflow.cli.bench.BenchCommand;
import io.financeflow.cli.config.Configuration;
import io.financeflow.cli.config.Environment;
import io.financeflow.cli.control.DagsCommand;
import io.financeflow.cli.control.RunsCommand;
import io.financeflow.cli.control.TasksCommand;
import io.financeflow.cli.learn.ArimaCommand;
import io.financeflow.cli.learn.EvaluateCommand;
import io.financeflow.cli.learn.ModelsCommand;
import io.financeflow.cli.learn.MonitorCommand;
import io.financeflow.cli.learn.PredictCommand;
import io.financeflow.cli.learn.RetrainCommand;
import io.financeflow.cli.learn.TrainCommand;
import io.financeflow.cli.operate.JavaTasks;
import io.financeflow.cli.operate.SchedulerCommand;
import io.financeflow.cli.operate.StandaloneCommand;
import io.financeflow.cli.operate.WorkerCommand;
import io.financeflow.cli.output.Failure;
import io.financeflow.cli.settings.Connected;
import io.financeflow.cli.settings.ConnectionsCommand;
import io.financeflow.cli.settings.PoolsCommand;
import io.financeflow.cli.settings.VariablesCommand;
import io.financeflow.cli.task.CliTasks;
import io.financeflow.orchestrator.task.TaskSource;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.slf4j.LoggerFactory;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The root command: the list of commands, common flags, and one line for every failure. */
@Command(
    name = "financeflow",
    mixinStandardHelpOptions = true,
    version = "FinanceFlow 0.1.0",
    description = "Market data in, trusted returns out.",
    subcommands = {HelpCommand.class, AutoComplete.GenerateCompletion.class},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:done",
      " 1:failed in a way not listed here",
      " 2:wrong command line or setting",
      "10:not ready, retry later",
      "20:bad input, a retry will fail too",
      "30:vendor refused the key or the plan",
      "40:database cannot be reached or refuses"
    })
public final class FinanceFlow implements Runnable {
  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Log more and show stack traces.")
  private boolean debug;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  private FinanceFlow() {
    this.spec = CommandLine.Model.CommandSpec.create();
  }

  /** Runs one command line and returns the exit code. */
  public static int run(Environment environment, String... args) {
    return commandLine(environment).execute(args);
  }

  /** Returns every command with its flags, ready to be asked about or executed. */
  public static CommandLine commandLine(Environment environment) {
    FinanceFlow root = new FinanceFlow();
    CommandLine line = new CommandLine(root);
    for (Object command : commands(environment)) {
      line.addSubcommand(command);
    }
    line.registerConverter(LocalDate.class, new DateConverter());
    line.setOut(new PrintWriter(environment.console().out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(environment.console().err(), true, StandardCharsets.UTF_8));
    line.setExecutionStrategy(
        parsed -> {
          if (root.debug) {
            ((Logger) LoggerFactory.getLogger("io.financeflow")).setLevel(Level.DEBUG);
          }
          return new CommandLine.RunLast().execute(parsed);
        });
    line.setExecutionExceptionHandler(
        (thrown, command, parsed) -> fail(environment, root.debug, thrown));
    line.setParameterExceptionHandler(new UsageError(environment.console()));
    return line;
  }

  private static List<Object> commands(Environment environment) {
    return List.of(
        new DemoCommand(environment),
        new IngestCommand(environment),
        new ReferencesCommand(environment),
        new ReturnsCommand(environment),
        new CommandLine(new BackfillCommand(environment))
            .addSubcommand(new BackfillIngestCommand(environment)),
        new QualityCommand(environment),
        new FeaturesCommand(environment),
        DatasetCommand.line(environment),
        TrainCommand.line(environment),
        ModelsCommand.line(environment),
        new MonitorCommand(environment),
        new RetrainCommand(environment),
        new PredictCommand(environment),
        new EvaluateCommand(environment),
        new StatusCommand(environment),
        new SqlCommand(environment),
        new CommandLine(new DbCommand(environment)).addSubcommand(new DbPruneCommand(environment)),
        new SandboxCommand(environment),
        new CommandLine(new BenchCommand(environment))
            .addSubcommand(new ArimaBenchCommand(environment)),
        new ArimaCommand(environment, () -> System.in),
        new FlinkCommand(environment),
        BackfillRunsCommand.line(environment),
        new PoolsCommand(environment),
        VariablesCommand.line(environment),
        ConnectionsCommand.line(environment),
        new NotificationsCommand(environment),
        new StandaloneCommand(environment),
        new SchedulerCommand(environment),
        new WorkerCommand(environment),
        DagsCommand.line(environment, source(environment), dag -> tasks(environment).problems(dag)),
        new CommandLine(new RunsCommand(environment))
            .addSubcommand(new RunsLogsCommand(environment)),
        TasksCommand.line(environment, source(environment)));
  }

  private static TaskSource source(Environment environment) {
    return kind -> tasks(environment).task(kind);
  }

  /** Made on need: pipelines are found among the commands, which are not made yet. */
  private static CliTasks tasks(Environment environment) {
    return new CliTasks(
        environment,
        name -> Connected.database(environment, name),
        JavaTasks.of(environment, Configuration.read(environment)));
  }

  private static int fail(Environment environment, boolean debug, Throwable thrown) {
    Failure failure = Failure.of(thrown);
    environment.console().err().println("error: " + failure.message());
    if (debug) {
      thrown.printStackTrace(environment.console().err());
    }
    return failure.exitCode().code();
  }

  /** Without a command: the help. */
  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
