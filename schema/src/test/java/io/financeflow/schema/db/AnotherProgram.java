package io.financeflow.schema.db;

import java.nio.file.Path;
import java.util.Optional;

/** A program that starts the server of a home and ends. */
final class AnotherProgram {

  private AnotherProgram() {}

  public static void main(String[] args) {
    new EmbeddedPostgres(Path.of(args[0]), new ServerOptions(false, Optional.of(Path.of(args[1]))))
        .start();
  }
}
