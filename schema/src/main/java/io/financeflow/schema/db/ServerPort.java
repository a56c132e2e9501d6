package io.financeflow.schema.db;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.Optional;

/** The port of the embedded server: chosen once, and again when somebody else has taken it. */
final class ServerPort {

  /** Below the ports that systems hand out to outgoing connections. */
  private static final int LOWEST = 20_000;

  private static final int HIGHEST = 32_000;

  private ServerPort() {}

  /** The remembered port when it is free, otherwise a new one, remembered. */
  static int choose(PostgresFiles files) throws IOException {
    Optional<Integer> remembered =
        PostgresFiles.read(files.port())
            .filter(text -> text.matches("[0-9]{1,5}"))
            .map(Integer::valueOf)
            .filter(ServerPort::isFree);
    return remembered.isPresent() ? remembered.get() : another(files);
  }

  /** Forgets a port that turned out to be taken after all. */
  static void forget(PostgresFiles files) throws IOException {
    Files.deleteIfExists(files.port());
  }

  private static int another(PostgresFiles files) throws IOException {
    SecureRandom random = new SecureRandom();
    int port = LOWEST + random.nextInt(HIGHEST - LOWEST);
    while (!isFree(port)) {
      port = LOWEST + random.nextInt(HIGHEST - LOWEST);
    }
    PostgresFiles.write(files.port(), Integer.toString(port));
    return port;
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
      return true;
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }
}
