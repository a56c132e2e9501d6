package io.financeflow.orchestrator.task;

/** Takes the log lines of one attempt; safe to use from threads the task starts. */
@FunctionalInterface
public interface LogSink {

  /** One line, without its end; the time is added by the sink, secrets are masked by it. */
  void line(String text);
}
