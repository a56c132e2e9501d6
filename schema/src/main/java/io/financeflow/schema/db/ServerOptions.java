package io.financeflow.schema.db;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What only tests change about an embedded server.
 *
 * @param durable false lets the server lose its data in a crash of the machine, for speed
 * @param programs where PostgreSQL is unpacked; empty for the server's own folder
 */
record ServerOptions(boolean durable, Optional<Path> programs) {

  static final ServerOptions STANDARD = new ServerOptions(true, Optional.empty());
}
