package io.financeflow.cli;

/** Which of Beam's runners runs a pipeline. */
enum RunnerChoice {
  /** Beam's own, in this process. */
  direct,
  /** Flink: inside this process, or the cluster that {@code --flink-master} names. */
  flink
}
