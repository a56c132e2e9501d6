package io.financeflow.cli.flink;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts the JVMs of a cluster, each with its log file, out of reach of the terminal's end. */
final class ProcessLauncher {
  private static final String JOB_MANAGER_MAIN =
      "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint";
  private static final String TASK_MANAGER_MAIN =
      "org.apache.flink.runtime.taskexecutor.TaskManagerRunner";

  private final ClusterFiles files;
  private final Installation installation;

  ProcessLauncher(ClusterFiles files, Installation installation) {
    this.files = files;
    this.installation = installation;
  }

  ClusterProcess jobManager(String name) {
    return launch(name, ClusterConfiguration.JOB_MANAGER_JVM, JOB_MANAGER_MAIN, List.of());
  }

  ClusterProcess taskManager(String name) {
    return launch(
        name,
        ClusterConfiguration.TASK_MANAGER_JVM,
        TASK_MANAGER_MAIN,
        ClusterConfiguration.properties(name));
  }

  private ClusterProcess launch(
      String name, List<String> jvm, String main, List<String> arguments) {
    List<String> words = new ArrayList<>(List.of(detacher(), java()));
    words.addAll(jvm);
    words.add("-Dlog.file=" + files.log(name));
    words.add("-Dlogback.configurationFile=" + files.logConfiguration());
    words.addAll(List.of("-cp", installation.classPath(), main));
    words.addAll(List.of("--configDir", files.configuration().toString()));
    words.addAll(arguments);
    try {
      Process process =
          new ProcessBuilder(words)
              .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
              .redirectErrorStream(true)
              .redirectOutput(files.log(name).toFile())
              .start();
      return ClusterProcess.of(name, process.toHandle());
    } catch (IOException e) {
      throw files.unusable(e);
    }
  }

  /**
   * A program that becomes java, which so has the number of the process that we start: neither a
   * closed terminal nor, where there is setsid, its Ctrl-C ends it.
   */
  private static String detacher() {
    Path setsid = Path.of("/usr/bin/setsid");
    return Files.isExecutable(setsid) ? setsid.toString() : "nohup";
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
