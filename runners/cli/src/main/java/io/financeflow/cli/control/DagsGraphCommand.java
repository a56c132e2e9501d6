package io.financeflow.cli.control;

import io.financeflow.cli.config.Environment;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.orchestrator.dag.Dag;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dags graph}: which task comes after which. */
@Command(
    name = "graph",
    mixinStandardHelpOptions = true,
    description = "Draw a DAG: tasks that may run at once are equally far to the right.",
    footer = "%nExample: ./financeflow dags graph daily_market -o dot | dot -Tsvg > daily.svg")
final class DagsGraphCommand implements Callable<Integer> {
  private final Environment environment;

  @Parameters(paramLabel = "DAG", description = "Its id.")
  private String dag = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      defaultValue = "tree",
      description = "Form: ${COMPLETION-CANDIDATES} (default: tree).")
  private Form form = Form.tree;

  /** The forms. */
  enum Form {
    /** For people. */
    tree,
    /** For Graphviz. */
    dot
  }

  DagsGraphCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException {
    Dag found = Dags.read(environment).named(dag);
    environment.console().out().print(form == Form.dot ? DagText.dot(found) : DagText.tree(found));
    return ExitCode.DONE.code();
  }
}
