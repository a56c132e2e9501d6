package io.financeflow.cli;

/** Last words of a run that ends with its process. */
final class Interruption {
  private Interruption() {}

  /** Waits for a run; says how far it came when the process is ended meanwhile. */
  static void during(Progress progress, Runnable end) {
    Thread lastWords = new Thread(progress::interrupted, "interrupted");
    Runtime.getRuntime().addShutdownHook(lastWords);
    try {
      end.run();
    } finally {
      forget(lastWords);
    }
  }

  private static void forget(Thread lastWords) {
    try {
      Runtime.getRuntime().removeShutdownHook(lastWords);
    } catch (IllegalStateException theProcessEnds) {
      // They are being said.
    }
  }
}
