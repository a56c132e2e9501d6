package io.financeflow.orchestrator.worker;

import io.financeflow.orchestrator.task.AttemptId;
import io.financeflow.orchestrator.task.LogSink;

/** Where the logs of attempts go; thread-safe. */
@FunctionalInterface
public interface AttemptLogs {

  /** The log of one attempt. */
  interface AttemptLog extends LogSink, AutoCloseable {
    /** Keeps what was written so far; nothing is written afterwards. */
    @Override
    void close();
  }

  /** Opens a log; an attempt that goes on, after a look or elsewhere, goes on with it. */
  AttemptLog open(AttemptId attempt);
}
