package io.financeflow.cli.flink;

import io.financeflow.cli.output.ExitCode;
import io.financeflow.cli.output.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;

/** The directory of the local cluster: which processes, which port, configuration and logs. */
record ClusterFiles(Path root) {

  /**
   * What is known of a cluster that was started.
   *
   * @param port of the REST API; 0 when none was started
   * @param slots of each TaskManager
   * @param processes all that were started, alive or not
   */
  record State(int port, int slots, List<ClusterProcess> processes) {
    static final State NONE = new State(0, 0, List.of());

    State {
      processes = List.copyOf(processes);
    }
  }

  Path log(String process) {
    return root.resolve(process + ".log");
  }

  Path configuration() {
    return root.resolve("conf");
  }

  State read() {
    Path file = state();
    if (!Files.exists(file)) {
      return State.NONE;
    }
    Properties text = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      text.load(reader);
    } catch (IOException e) {
      throw unusable(e);
    }
    List<ClusterProcess> processes =
        new TreeMap<>(text)
            .keySet().stream()
                .map(String::valueOf)
                .flatMap(name -> ClusterProcess.parse(name, text.getProperty(name)).stream())
                .toList();
    return new State(number(text, "port"), number(text, "slots"), processes);
  }

  private static int number(Properties text, String name) {
    String number = text.getProperty(name, "");
    return number.matches("[0-9]{1,5}") ? Integer.parseInt(number) : 0;
  }

  void write(State state) {
    Properties text = new Properties();
    text.setProperty("port", String.valueOf(state.port()));
    text.setProperty("slots", String.valueOf(state.slots()));
    state.processes().forEach(process -> text.setProperty(process.name(), process.format()));
    try (Writer writer = Files.newBufferedWriter(state(), StandardCharsets.UTF_8)) {
      text.store(writer, "What ./financeflow flink start started: pid@start in milliseconds");
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** Writes Flink's own configuration file, and that of its logs. */
  void write(String flinkConfiguration) {
    try (InputStream logs =
        Objects.requireNonNull(ClusterFiles.class.getResourceAsStream("logback-cluster.xml"))) {
      Files.createDirectories(configuration());
      Files.writeString(configuration().resolve("flink-conf.yaml"), flinkConfiguration);
      Files.copy(logs, logConfiguration(), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  Path logConfiguration() {
    return configuration().resolve("logback.xml");
  }

  /** Returns the last line of a log that tells of a failure, else the last line. */
  String lastWord(String process) {
    try {
      List<String> lines =
          Files.readAllLines(log(process), StandardCharsets.UTF_8).stream()
              .filter(line -> !line.isBlank())
              .toList();
      return lines.stream()
          .filter(line -> line.startsWith("Caused by: ") || line.contains("Error"))
          .reduce((first, second) -> second)
          .orElse(lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1))
          .strip();
    } catch (IOException e) {
      return "its log cannot be read";
    }
  }

  private Path state() {
    return root.resolve("cluster.properties");
  }

  Failure.Incomplete unusable(IOException cause) {
    Failure.Incomplete failure =
        new Failure.Incomplete(
            ExitCode.FAILED,
            "cannot use %s: %s: check space and permissions, or set FINANCEFLOW_HOME"
                .formatted(root, cause));
    failure.initCause(cause);
    return failure;
  }
}
