package io.financeflow.cli.task;

import io.financeflow.cli.output.Failure;
import io.financeflow.orchestrator.policy.ErrorClass;
import io.financeflow.orchestrator.task.TaskOutcome;

/** What the exit code of a process means, our own and any other that follows them. */
final class ExitStatus {
  private static final int SIGNALLED = 128;
  private static final int KILLED = SIGNALLED + 9;
  private static final int TERMINATED = SIGNALLED + 15;

  private ExitStatus() {}

  /** Returns the class of error of an exit code other than 0. */
  static ErrorClass errorClass(int exitCode) {
    return switch (exitCode) {
      case 10 -> ErrorClass.NOT_READY;
      case 20 -> ErrorClass.BAD_INPUT;
      case 30 -> ErrorClass.REFUSED;
      case 40, KILLED, TERMINATED -> ErrorClass.INFRASTRUCTURE;
      default -> ErrorClass.OTHER;
    };
  }

  /**
   * Returns what a thrown failure of ours means for a task.
   *
   * @throws RuntimeException that failure, when its exit code says no more than that it failed
   */
  static TaskOutcome outcome(RuntimeException thrown) {
    Failure failure = Failure.of(thrown);
    return switch (failure.exitCode()) {
      case FAILED, DONE -> throw thrown;
      case USAGE -> TaskOutcome.failed(ErrorClass.BAD_INPUT, failure.message());
      default -> TaskOutcome.failed(errorClass(failure.exitCode().code()), failure.message());
    };
  }

  /** True when a process did not end by itself but was killed. */
  static boolean isSignal(int exitCode) {
    return exitCode == KILLED || exitCode == TERMINATED;
  }

  /** Returns {@code 'make' ended with exit code 2}, or that somebody killed it. */
  static String words(String program, int exitCode) {
    return switch (exitCode) {
      case KILLED ->
          "'" + program + "' was killed (signal 9): perhaps the machine is out of memory";
      case TERMINATED -> "'" + program + "' was terminated (signal 15) by somebody else";
      default -> "'" + program + "' ended with exit code " + exitCode;
    };
  }
}
