package io.financeflow.orchestrator.lineage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Appends events to a file, one per line. */
public record LineageFile(Path file) implements LineageSink {

  private static final Logger LOG = LoggerFactory.getLogger(LineageFile.class);

  @Override
  public Answer send(String event) {
    try {
      Files.writeString(
          file, event + "\n", UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      return Answer.TAKEN;
    } catch (IOException e) {
      LOG.debug("the lineage file cannot be written", e);
      return Answer.LATER;
    }
  }
}
