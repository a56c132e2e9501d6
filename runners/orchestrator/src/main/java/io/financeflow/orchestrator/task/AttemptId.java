package io.financeflow.orchestrator.task;

import java.util.UUID;

/**
 * Names one attempt of one task instance; every change of state a worker asks for carries it.
 *
 * @param runId which execution of which run
 * @param taskId which task
 * @param mapIndex which element of a mapped task, from 0; -1 when it is not mapped
 * @param number which attempt, from 1
 * @param token the fence: a request with the token of an attempt that is over is refused
 */
public record AttemptId(
    String dagId, String runId, String taskId, int mapIndex, int number, UUID token) {

  /** The map index of a task that is not mapped. */
  public static final int NOT_MAPPED = -1;

  /** Refuses numbers out of bounds. */
  public AttemptId {
    if (mapIndex < NOT_MAPPED || number < 1) {
      throw new IllegalArgumentException(
          "mapIndex must be >= -1 and number >= 1 but were " + mapIndex + ", " + number);
    }
  }

  /** Names the task instance over all its attempts: the key of its retries' jitter. */
  public String instance() {
    return dagId + "#" + runId + "#" + taskId + "#" + mapIndex;
  }
}
