package io.financeflow.schema.db;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** Our settings of the server, a file that {@code postgresql.conf} includes. */
final class ServerConfiguration {

  private static final String FILE = "financeflow.conf";
  private static final long SMALL_SHARED_MEMORY = 512L << 20;

  private static final String SETTINGS =
      """
      # Written anew at each start. Own settings: ALTER SYSTEM SET, which wins over this file.

      # Only programs on this machine that know the password.
      listen_addresses = '127.0.0.1'
      port = %d
      unix_socket_directories = ''
      password_encryption = 'scram-sha-256'
      max_connections = 100

      # Sized for a laptop that has other things to do.
      shared_buffers = 256MB
      work_mem = 32MB
      maintenance_work_mem = 128MB
      # Short queries on a few cores: compiling them costs more than it saves.
      jit = off

      # Bulk loads between rare checkpoints, on a solid state disk.
      max_wal_size = 2GB
      checkpoint_timeout = 15min
      wal_compression = on
      random_page_cost = 1.1

      timezone = 'UTC'
      log_timezone = 'UTC'
      lc_messages = 'C'
      log_checkpoints = off
      """;

  private static final String DURABLE =
      """

      # What is committed survives a power cut.
      fsync = on
      synchronous_commit = on
      """;

  private static final String FLEETING =
      """

      # For tests: what is committed survives a kill of the server, not a power cut.
      fsync = off
      full_page_writes = off
      """;

  private ServerConfiguration() {}

  /** Makes {@code postgresql.conf} of a new data directory read our file last. */
  static void include(Path data) throws IOException {
    Files.writeString(
        data.resolve("postgresql.conf"),
        "\ninclude '" + FILE + "'\n",
        UTF_8,
        StandardOpenOption.APPEND);
  }

  static void write(Path data, int port, boolean durable) throws IOException {
    String text = SETTINGS.formatted(port) + (durable ? DURABLE : FLEETING) + ofThisMachine();
    Files.writeString(data.resolve(FILE), text, UTF_8);
  }

  private static String ofThisMachine() throws IOException {
    if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux")) {
      return "";
    }
    // Other systems lack the call behind this, and PostgreSQL refuses to start with it.
    String settings = "effective_io_concurrency = 100\n";
    Path memory = Path.of("/dev/shm");
    boolean small =
        Files.notExists(memory) || Files.getFileStore(memory).getTotalSpace() < SMALL_SHARED_MEMORY;
    // Containers have 64 MB there, too little for a parallel join.
    return small ? settings + "dynamic_shared_memory_type = mmap\n" : settings;
  }
}
