package io.financeflow.cli.output;

import io.financeflow.schema.market.IngestionStatus;

/** What the process says when it ends; listed in the README and in {@code --help}. */
public enum ExitCode {
  /** Everything asked for is done. */
  DONE(0),
  /** Something failed that is in none of the other classes. */
  FAILED(1),
  /** The command line is wrong. */
  USAGE(2),
  /** The data is not there yet: retry later. */
  NOT_READY(10),
  /** The data is wrong: a retry will fail too. */
  BAD_INPUT(20),
  /** The vendor refuses the key or the plan. */
  REFUSED(30),
  /** The database cannot be reached or refuses. */
  DATABASE(40);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /** Returns the process's exit status. */
  public int code() {
    return code;
  }

  /** Returns the exit code of an attempt that ended so. */
  public static ExitCode of(IngestionStatus status) {
    return switch (status) {
      case DONE, CLOSED -> DONE;
      case NOT_READY -> NOT_READY;
      case FAILED -> FAILED;
      case BAD_INPUT -> BAD_INPUT;
      case REFUSED -> REFUSED;
    };
  }
}
