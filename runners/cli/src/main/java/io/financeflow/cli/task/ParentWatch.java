package io.financeflow.cli.task;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/**
 * Lets the process of a command end with the process that started it.
 *
 * <p>The parent holds the writing end of our standard input and writes nothing; the system closes
 * it when the parent dies, however it dies.
 */
public final class ParentWatch {
  /** The exit code of a process whose parent is gone. */
  public static final int ORPHANED = 143;

  /** Set in the environment of a process that has to watch. */
  static final String VARIABLE = "FINANCEFLOW_ENDS_WITH_PARENT";

  private ParentWatch() {}

  /** True when this process was started by one that it must not outlive. */
  public static boolean isWanted(Map<String, String> variables) {
    return variables.containsKey(VARIABLE);
  }

  /** Waits on a thread of its own for the end of the input and does what is to be done then. */
  public static void start(InputStream input, Runnable end) {
    Thread watch =
        new Thread(
            () -> {
              awaitEnd(input);
              end.run();
            },
            "parent-watch");
    watch.setDaemon(true);
    watch.start();
  }

  private static void awaitEnd(InputStream input) {
    try {
      while (input.read() >= 0) {
        // Nothing is meant by what a parent writes.
      }
    } catch (IOException closed) {
      // As good as its end.
    }
  }
}
