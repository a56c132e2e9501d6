package io.financeflow.cli;

import io.financeflow.cli.config.Environment;
import io.financeflow.cli.output.Console;
import io.financeflow.cli.task.ParentWatch;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;

/** The process: hands the outside world to {@link FinanceFlow} and exits with its code. */
public final class Main {
  private Main() {}

  /** Runs one command. */
  public static void main(String[] args) {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    PrintStream err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    // What libraries print must not end up among the results.
    System.setOut(err);
    if (ParentWatch.isWanted(System.getenv())) {
      ParentWatch.start(System.in, () -> System.exit(ParentWatch.ORPHANED));
    }
    boolean interactive = "1".equals(System.getenv("FINANCEFLOW_TTY"));
    Environment environment =
        new Environment(
            System.getenv(),
            Path.of("").toAbsolutePath(),
            Path.of(System.getProperty("user.home")),
            Clock.systemUTC(),
            new Console(out, err, interactive));
    int code = FinanceFlow.run(environment, args);
    out.flush();
    System.exit(code);
  }
}
