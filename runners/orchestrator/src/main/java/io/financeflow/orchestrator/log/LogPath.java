package io.financeflow.orchestrator.log;

import io.financeflow.orchestrator.task.AttemptId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.UUID;

/** Where the file of an attempt's log is. */
public final class LogPath {

  private static final int LONGEST = 200;

  private LogPath() {}

  /**
   * {@code folder/dag/execution/task/attempt.log}, {@code attempt.index.log} for a mapped task.
   * Characters that file systems mind are written {@code %2F}; a name that gets too long is cut and
   * ends with a hash. Different attempts have different files, inside the folder.
   */
  public static Path of(Path folder, AttemptId attempt) {
    String index = attempt.mapIndex() == AttemptId.NOT_MAPPED ? "" : "." + attempt.mapIndex();
    return folder
        .resolve(name(attempt.dagId()))
        .resolve(name(attempt.runId()))
        .resolve(name(attempt.taskId()))
        .resolve(attempt.number() + index + ".log");
  }

  private static String name(String text) {
    StringBuilder safe = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xFF);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || "_-+:#=@".indexOf(c) >= 0
              || (c == '.' && safe.length() > 0);
      safe.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
    }
    if (safe.length() <= LONGEST) {
      return safe.toString();
    }
    UUID hash = UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
    return safe.substring(0, LONGEST - 37) + "-" + hash;
  }
}
