package io.financeflow.schema.db;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * The folder {@code home/postgres}: the program, the data, and the few files we keep beside them.
 *
 * @param root its real path, or the absolute one while it does not exist
 */
record PostgresFiles(Path root) {

  static PostgresFiles of(Path home) {
    Path root = home.toAbsolutePath().normalize().resolve("postgres");
    try {
      return new PostgresFiles(Files.exists(root) ? root.toRealPath() : root);
    } catch (IOException e) {
      throw new EmbeddedPostgresFailed("Cannot read " + root + ": check its permissions", e);
    }
  }

  Path data() {
    return root.resolve("data");
  }

  Path postmasterPid() {
    return data().resolve("postmaster.pid");
  }

  Path log() {
    return root.resolve("server.log");
  }

  Path password() {
    return root.resolve("password");
  }

  Path port() {
    return root.resolve("port");
  }

  Path lock() {
    return root.resolve("lock");
  }

  boolean initialized() {
    return Files.exists(data().resolve("PG_VERSION"));
  }

  /** The text of a small file without the white space around it; empty when there is none. */
  static Optional<String> read(Path file) {
    try {
      return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
    } catch (IOException e) {
      throw new EmbeddedPostgresFailed("Cannot read " + file + ": check its permissions", e);
    }
  }

  /** Writes a small file for the owner's eyes only, whole or not at all. */
  static void write(Path file, String text) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.deleteIfExists(part);
    Files.createFile(
        part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      channel.write(UTF_8.encode(text));
      channel.force(true);
    }
    move(part, file);
  }

  /** Creates a directory that only its owner may enter, with its parents. */
  static Path directory(Path directory) throws IOException {
    return Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  /** Deletes a directory with all that is in it; fine when there is none. */
  static void delete(Path directory) throws IOException {
    if (Files.notExists(directory)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> files = Files.walk(directory)) {
      deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : deepestFirst) {
      Files.deleteIfExists(each);
    }
  }

  /** The bytes of all files in a directory; 0 when there is none. */
  static long size(Path directory) {
    AtomicLong bytes = new AtomicLong();
    try {
      Files.walkFileTree(
          directory,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              bytes.addAndGet(attributes.size());
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              // A running server deletes files while they are counted.
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new EmbeddedPostgresFailed("Cannot read " + directory + ": check permissions", e);
    }
    return bytes.get();
  }

  static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
