package io.financeflow.cli.flink;

import io.financeflow.cli.output.ExitCode;
import io.financeflow.cli.output.Failure;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The files of this program: {@code financeflow.jar}, the libraries that its manifest names, and
 * {@code financeflow-job.jar}, all in one directory.
 *
 * @param directory where they are
 */
public record Installation(Path directory) {
  private static final String PROGRAM = "financeflow.jar";
  private static final String JOB = "financeflow-job.jar";
  private static final Pattern FLINKS =
      Pattern.compile(
          "lib/(flink-|slf4j-api-|logback-|commons-(cli|collections|compress|io|lang3|math3|text)-"
              + "|javassist-|kryo-|minlog-|objenesis-|chill-java-|snappy-java-|lz4-java-"
              + "|async-profiler-|jsr305-|postgresql-).*");

  /** Returns the installation that the running code belongs to. */
  public static Installation ofThisProgram() {
    try {
      Path code =
          Path.of(Installation.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return new Installation(code.toAbsolutePath().resolveSibling(""));
    } catch (URISyntaxException e) {
      throw new IllegalStateException("code without a place", e);
    }
  }

  /** Returns the jar that clusters are sent. */
  public Path jobJar() {
    return existing(JOB);
  }

  /**
   * Returns a class path for {@code java -cp}: of our libraries those that Flink's distribution
   * has, so that a job finds here what it finds on any cluster; and the JDBC driver, as Flink
   * advises.
   */
  public String classPath() {
    Path program = existing(PROGRAM);
    try (JarFile jar = new JarFile(program.toFile())) {
      String libraries = jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      return Arrays.stream(libraries.strip().split(" "))
          .filter(library -> FLINKS.matcher(library).matches())
          .map(directory::resolve)
          .map(Path::toString)
          .collect(Collectors.joining(File.pathSeparator));
    } catch (IOException e) {
      throw incomplete(program);
    }
  }

  private Path existing(String name) {
    Path file = directory.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw incomplete(file);
    }
    return file;
  }

  private static Failure.Incomplete incomplete(Path file) {
    return new Failure.Incomplete(
        ExitCode.FAILED,
        file + " is missing or broken: build it with mvn -DskipTests -pl runners/cli -am package");
  }
}
