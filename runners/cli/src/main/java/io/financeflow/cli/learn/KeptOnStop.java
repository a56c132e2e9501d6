package io.financeflow.cli.learn;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Makes Ctrl-C an interruption of the present thread, which then has some seconds to keep what is
 * done before the process ends.
 */
final class KeptOnStop {
  private static final int SECONDS = 20;

  private KeptOnStop() {}

  /** Returns what the work returns. */
  static <T> T during(Supplier<T> work) {
    CountDownLatch kept = new CountDownLatch(1);
    Thread worker = Thread.currentThread();
    Thread hook = new Thread(() -> stop(worker, kept), "stop");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return work.get();
    } finally {
      kept.countDown();
      forget(hook);
    }
  }

  private static void stop(Thread worker, CountDownLatch kept) {
    worker.interrupt();
    try {
      boolean unused = kept.await(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException theProcessEnds) {
      // It waits no longer.
    }
  }
}
