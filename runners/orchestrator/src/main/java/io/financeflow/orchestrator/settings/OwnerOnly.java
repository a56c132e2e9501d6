package io.financeflow.orchestrator.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** Files with secrets: nobody but their owner may read them. Thread-safe. */
public final class OwnerOnly {

  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.complementOf(
          EnumSet.of(
              PosixFilePermission.OWNER_READ,
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.OWNER_EXECUTE));

  private OwnerOnly() {}

  /** Writes a file, whole or not at all; one that is there is replaced. */
  public static void write(Path file, String text) throws IOException {
    Path part = part(file, text);
    try {
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** Writes a file with its folder, whole; one that is there stays as it is. */
  static void create(Path file, String text) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent(), attribute("rwx------"));
    Path part = part(file, text);
    try {
      // Unlike a move, a link fails when there is a file.
      Files.createLink(file, part);
    } catch (FileAlreadyExistsException somebodyWasFaster) {
      return;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** Whether the group or everybody may do anything with a file. */
  static boolean isOpenToOthers(Path file) throws IOException {
    Set<PosixFilePermission> permissions = EnumSet.copyOf(OTHERS);
    permissions.retainAll(Files.getPosixFilePermissions(file));
    return !permissions.isEmpty();
  }

  private static Path part(Path file, String text) throws IOException {
    Path absolute = file.toAbsolutePath();
    Path part =
        Files.createTempFile(
            absolute.getParent(), absolute.getFileName() + ".", ".part", attribute("rw-------"));
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = UTF_8.encode(text);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    return part;
  }

  private static FileAttribute<?> attribute(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }
}
