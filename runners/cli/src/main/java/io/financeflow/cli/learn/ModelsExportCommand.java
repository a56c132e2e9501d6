package io.financeflow.cli.learn;

import com.google.gson.JsonObject;
import io.financeflow.cli.config.Environment;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.cli.output.Failure;
import io.financeflow.cli.output.OutputFlag;
import io.financeflow.ml.store.StoredVersion;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code models export}: writes the artifact of a version to a file. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = "Write the artifact of a version to a file, byte for byte, after checking it.")
final class ModelsExportCommand implements Callable<Integer> {
  private final Environment environment;

  @Parameters(paramLabel = ModelsCommand.VERSION, description = "Which version.")
  private String ref = "";

  @Option(names = "--to", required = true, paramLabel = "FILE", description = "File to write.")
  private Path to = Path.of("");

  @Option(names = "--force", description = "Replace the file when it is there.")
  private boolean force;

  @Mixin private OutputFlag output = new OutputFlag();

  ModelsExportCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException {
    Path file = environment.workingDirectory().resolve(to).toAbsolutePath();
    Path directory = file.getParent();
    if (Files.isDirectory(file) || directory == null || !Files.isDirectory(directory)) {
      throw new Failure.Usage("--to must be a file in an existing directory but was " + to);
    }
    StoredVersion version;
    byte[] artifact;
    try (ModelDesk desk = ModelDesk.open(environment)) {
      version = desk.find(ref);
      artifact = desk.store().artifact(version);
    }
    write(file, directory, artifact);
    JsonObject json = new JsonObject();
    json.addProperty("version", version.ref().text());
    json.addProperty("file", to.toString());
    json.addProperty("format", version.format());
    json.addProperty("size", version.size());
    json.addProperty("sha256", version.sha256());
    String line =
        "exported: %s to %s, %d bytes%n".formatted(version.ref().text(), to, version.size());
    output.print(environment.console().out(), json, () -> line);
    return ExitCode.DONE.code();
  }

  private void write(Path file, Path directory, byte[] artifact) throws IOException {
    if (!force) {
      try {
        Files.write(file, artifact, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      } catch (FileAlreadyExistsException there) {
        throw new Failure.Usage(to + " is there already: choose another name or say --force");
      }
      return;
    }
    Path part = Files.createTempFile(directory, file.getFileName() + ".", ".part");
    try {
      Files.write(part, artifact);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
