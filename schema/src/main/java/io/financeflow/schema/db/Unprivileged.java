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
  private static final List<String> NAMESPACE = List.of("unshare", "-U");

  private Unprivileged() {}

  /**
   * Before a server is started on these data: gives them to nobody when they are root's and there
   * are no user namespaces.
   */
  static void prepare(Path data) throws IOException {
    if (isRoot()
        && owner(data) == 0
        && !Command.of(NAMESPACE, "test", "-w", data.toString()).succeeds()) {
      give(data, NOBODY);
    }
  }

  /** What to put before a command of PostgreSQL that works on these data; nothing for non-roots. */
  static List<String> prefix(Path data) throws IOException {
    if (!isRoot()) {
      return List.of();
    }
    int owner = owner(data);
    if (owner == 0) {
      return NAMESPACE;
    }
    return List.of(
        "setpriv",
        "--reuid=" + owner,
        "--regid=" + owner,
        "--clear-groups",
        // PostgreSQL looks for its programs with access(2), which ignores rights without this bit.
        "--securebits=+no_setuid_fixup",
        "--inh-caps=-all,+dac_override",
        "--ambient-caps=-all,+dac_override");
  }

  private static boolean isRoot() {
    return new UnixSystem().getUid() == 0;
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
