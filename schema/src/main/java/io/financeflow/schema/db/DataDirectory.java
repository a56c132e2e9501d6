package io.financeflow.schema.db;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/** Makes a new data directory, whole or not at all. */
final class DataDirectory {

  private DataDirectory() {}

  /** Does nothing when there is one already. Callers hold the lock of the server. */
  static void ensure(PostgresFiles files, Path programs, boolean durable) throws IOException {
    Optional<String> password = PostgresFiles.read(files.password());
    if (files.initialized()) {
      if (password.isEmpty()) {
        throw new EmbeddedPostgresFailed(
            "The password of the data in %s is gone: restore %s, or move the data away to begin anew"
                .formatted(files.data(), files.password()));
      }
      return;
    }
    if (password.isEmpty()) {
      PostgresFiles.write(files.password(), newPassword());
    }
    Path part = files.root().resolve("data.part");
    PostgresFiles.delete(part);
    PostgresFiles.directory(part);
    initialize(files, programs, part, durable);
    ServerConfiguration.include(part);
    PostgresFiles.move(part, files.data());
  }

  private static void initialize(PostgresFiles files, Path programs, Path data, boolean durable)
      throws IOException {
    Unprivileged.prepare(data);
    Command initdb =
        Command.of(
            Unprivileged.prefix(data),
            programs.resolve("bin/initdb").toString(),
            "--pgdata=" + data,
            "--username=" + EmbeddedPostgres.USER,
            "--pwfile=" + files.password(),
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--data-checksums",
            "--no-instructions");
    Command.Result result = (durable ? initdb : initdb.with("--no-sync")).run();
    if (result.exitCode() != 0) {
      throw new EmbeddedPostgresFailed(
          "PostgreSQL cannot create its data in %s: %s: check space and permissions"
              .formatted(data, result.lastLine()));
    }
  }

  /** 256 random bits in letters that need no quoting anywhere. */
  private static String newPassword() {
    byte[] bits = new byte[32];
    new SecureRandom().nextBytes(bits);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
  }
}
