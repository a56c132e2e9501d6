package io.financeflow.cli.flink;

import io.financeflow.cli.output.Console;
import io.financeflow.schema.run.FlinkJob;
import java.util.function.Supplier;

/** Lets an interrupted command say that its job goes on, and how to come back to it. */
final class LeaveRunning {
  private LeaveRunning() {}

  /** Returns the result of a wait; says the last words when it is given up, or the process ends. */
  static <T> T during(Console console, FlinkJob job, Supplier<T> wait) {
    Thread lastWords = new Thread(() -> say(console, job), "leave-running");
    Runtime.getRuntime().addShutdownHook(lastWords);
    try {
      return wait.get();
    } catch (RuntimeException noLongerWaited) {
      say(console, job);
      throw noLongerWaited;
    } finally {
      forget(lastWords);
    }
  }

  private static void say(Console console, FlinkJob job) {
    console
        .err()
        .printf(
            "%njob %s goes on at %s: ./financeflow flink attach %s, or flink cancel %s%n",
            job.jobId(), job.master(), job.jobId(), job.jobId());
  }

  private static void forget(Thread lastWords) {
    try {
      Runtime.getRuntime().removeShutdownHook(lastWords);
    } catch (IllegalStateException theProcessEnds) {
      lastWords.interrupt();
    }
  }
}
