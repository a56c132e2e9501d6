package io.financeflow.cli.task;

import io.financeflow.cli.Main;
import io.financeflow.cli.config.Environment;
import io.financeflow.orchestrator.policy.ErrorClass;
import io.financeflow.orchestrator.task.TaskContext;
import io.financeflow.orchestrator.task.TaskOutcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Runs commands in JVMs of their own, with the memory settings of this one. Such a JVM ends when
 * its attempt has to stop, and by itself when the worker dies.
 *
 * @param environment its variables and directory are theirs
 */
record InOwnJvm(Environment environment) implements CommandPlace {
  private static final int OUT_OF_MEMORY = 3;

  /** Not agents, debuggers and the archive of classes that this JVM may be writing. */
  private static final Pattern PASSED_ON =
      Pattern.compile("-Xm[sx].*|-Xshare.*|--add-opens=.*|-XX:(?!ArchiveClassesAtExit).*");

  /** What learns is arithmetic for minutes: it needs the second compiler, as in the launcher. */
  private static final Set<String> LEARNING = Set.of("retrain", "predict");

  private static final String FIRST_COMPILER_ONLY = "-XX:TieredStopAtLevel=1";

  @Override
  public TaskOutcome run(List<String> line, TaskContext context)
      throws IOException, InterruptedException {
    LogTail tail = new LogTail(context.log());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int exitCode = ChildProcess.run(process(line), out, new LineStream(tail), context);
    if (exitCode == OUT_OF_MEMORY) {
      return new TaskOutcome.Failed(
          ErrorClass.OTHER,
          "its JVM ran out of memory: raise -Xmx in FINANCEFLOW_JAVA_OPTS of the worker",
          tail.text());
    }
    CommandEnd end = new CommandEnd(exitCode, out.toString(StandardCharsets.UTF_8), tail);
    if (ExitStatus.isSignal(exitCode)) {
      tail.line("error: " + ExitStatus.words(line.get(0), exitCode));
    }
    return end.outcome();
  }

  private ProcessBuilder process(List<String> line) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> PASSED_ON.matcher(option).matches())
        .filter(option -> !(option.equals(FIRST_COMPILER_ONLY) && LEARNING.contains(line.get(0))))
        .forEach(words::add);
    words.add("-XX:+ExitOnOutOfMemoryError");
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    words.addAll(line);
    ProcessBuilder builder =
        new ProcessBuilder(words).directory(environment.workingDirectory().toFile());
    Map<String, String> variables = builder.environment();
    variables.clear();
    variables.putAll(environment.variables());
    variables.remove("FINANCEFLOW_TTY");
    variables.put(ParentWatch.VARIABLE, "1");
    return builder;
  }
}
