package io.financeflow.cli.task;

import io.financeflow.orchestrator.task.TaskContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Runs a process of an attempt to its end, which comes early when the attempt has to stop. */
final class ChildProcess {
  private static final Duration GRACE = Duration.ofSeconds(5);

  /** What is in the pipes when a process ends is read at once, unless a child of it goes on. */
  private static final Duration LAST_LINES = Duration.ofSeconds(2);

  private final Process process;
  private final ProcessTree tree;
  private final CountDownLatch read = new CountDownLatch(2);

  private ChildProcess(Process process) {
    this.process = process;
    this.tree = new ProcessTree(process.toHandle(), GRACE);
  }

  /**
   * Returns the exit code.
   *
   * @param out takes what the process writes to standard output
   * @param err takes what it writes to standard error
   * @throws IOException when it cannot be started
   * @throws InterruptedException when the attempt has to stop; no process is left then
   */
  static int run(ProcessBuilder builder, OutputStream out, OutputStream err, TaskContext context)
      throws IOException, InterruptedException {
    Process process = builder.start();
    return new ChildProcess(process).await(out, err, context);
  }

  private int await(OutputStream out, OutputStream err, TaskContext context)
      throws InterruptedException {
    read(process.getInputStream(), out);
    read(process.getErrorStream(), err);
    context.cancellation().whenRequested(tree::end);
    try {
      int exitCode = process.waitFor();
      boolean unused = read.await(LAST_LINES.toMillis(), TimeUnit.MILLISECONDS);
      Stop.check(context);
      return exitCode;
    } catch (InterruptedException stop) {
      tree.end();
      throw stop;
    }
  }

  private void read(InputStream from, OutputStream to) {
    Thread reader =
        new Thread(
            () -> {
              try (from;
                  to) {
                from.transferTo(to);
              } catch (IOException | UncheckedIOException ended) {
                // The process ended in the middle of a line.
              } finally {
                read.countDown();
              }
            },
            "output of " + process.pid());
    reader.setDaemon(true);
    reader.start();
  }
}
