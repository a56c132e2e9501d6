package io.financeflow.schema.db;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Lets root run PostgreSQL, which refuses to be root itself.
 *
 * <p>A user namespace of its own ({@code unshare -U}) is enough where the kernel allows one: the
 * server takes itself for nobody, and its files stay root's. Containers often forbid it; there the
 * server runs as the owner of its data, nobody at first, and keeps of root only the right to reach
 * that directory.
 */
final class Unprivileged {

  private static final int NOBODY = 65534;

  private Unprivileged() {}

  /** What to put before a command of PostgreSQL that works on these data; nothing for non-roots. */
  static List<String> prefix(Path data) throws IOException {
    if (new UnixSystem().getUid() != 0) {
      return List.of();
    }
    if (owner(data) == 0) {
      List<String> namespace = List.of("unshare", "-U");
      if (Command.of(namespace, "test", "-w", data.toString()).succeeds()) {
        return namespace;
      }
      give(data, NOBODY);
    }
    int owner = owner(data);
    return List.of(
        "setpriv",
        "--reuid=" + owner,
        "--regid=" + owner,
        "--clear-groups",
        "--inh-caps=-all,+dac_override",
        "--ambient-caps=-all,+dac_override");
  }

  private static int owner(Path path) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
  }

  private static void give(Path data, int uid) throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(data)) {
      all = files.toList();
    }
    for (Path each : all) {
      Files.setAttribute(each, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(each, "unix:gid", uid, LinkOption.NOFOLLOW_LINKS);
    }
  }
}
