package io.financeflow.orchestrator.notify;

import io.financeflow.orchestrator.task.AttemptId;
import io.financeflow.schema.market.DateRange;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a task, a run or a DAG and that somebody may want to be told.
 *
 * @param dates what the run is about; null when it has no dates
 */
public record RunEvent(
    Kind kind, Subject subject, Cause cause, @Nullable DateRange dates, Origin origin) {

  /** What happened. */
  public enum Kind {
    /** The last attempt of a task failed. */
    TASK_FAILED,
    /** An attempt failed and there will be another. */
    TASK_RETRY,
    /** A run ended with failure. */
    RUN_FAILED,
    /** A run ended well. */
    RUN_SUCCEEDED,
    /** A run ended well and the one before it, or its own execution before, had failed. */
    RUN_RECOVERED,
    /** A run or a task was not done in time. */
    DEADLINE_MISSED,
    /** A DAG was paused after too many failed runs. */
    DAG_PAUSED,
    /** A task waits for the decision of a person. */
    APPROVAL_WANTED,
    /** A task renewed an asset. */
    ASSET_RENEWED;

    /** The name in lower case, as users read and write it. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What it happened to.
   *
   * @param runId which execution of which run; empty when it is about the DAG
   * @param taskId empty when it is about the run or the DAG
   * @param mapIndex which element of a mapped task, from 0; -1 when it is not mapped
   * @param attempt from 1; 0 when it is not about an attempt, as always without a task
   * @param maxAttempts attempts there may be; 0 when it is not about an attempt
   * @param item which of several: the index of a deadline, the name of an asset; empty otherwise
   */
  public record Subject(
      String dagId,
      String runId,
      String taskId,
      int mapIndex,
      int attempt,
      int maxAttempts,
      String item) {

    /** Refuses numbers out of bounds, and those of a task without one. */
    public Subject {
      if (dagId.isEmpty()) {
        throw new IllegalArgumentException("dagId must not be empty");
      }
      if (mapIndex < AttemptId.NOT_MAPPED || attempt < 0 || maxAttempts < 0) {
        throw new IllegalArgumentException(
            "mapIndex must be >= -1, attempt and maxAttempts >= 0 but were %d, %d, %d"
                .formatted(mapIndex, attempt, maxAttempts));
      }
      if (taskId.isEmpty() && (mapIndex != AttemptId.NOT_MAPPED || attempt != 0)) {
        throw new IllegalArgumentException("a map index or an attempt needs a taskId");
      }
    }

    /** An attempt of a task. */
    public static Subject of(AttemptId attempt, int maxAttempts) {
      return new Subject(
          attempt.dagId(),
          attempt.runId(),
          attempt.taskId(),
          attempt.mapIndex(),
          attempt.number(),
          maxAttempts,
          "");
    }

    /** A run. */
    public static Subject run(String dagId, String runId) {
      return new Subject(dagId, runId, "", AttemptId.NOT_MAPPED, 0, 0, "");
    }

    /** The same with one of several: the index of a deadline, the name of an asset. */
    public Subject item(String which) {
      return new Subject(dagId, runId, taskId, mapIndex, attempt, maxAttempts, which);
    }
  }

  /**
   * Why, in words; all may be empty. What is longer than the bounds is cut, and what the database
   * cannot store (NUL) is left out, as a text must never fail the transaction it is written in.
   *
   * @param errorClass in lower case, as {@code not_ready}; at most 100 characters
   * @param message one line; at most {@value #LONGEST_MESSAGE} characters
   * @param detail lines; at most {@value #LONGEST_DETAIL} characters
   */
  public record Cause(String errorClass, String message, String detail) {
    /** Longer messages are cut. */
    public static final int LONGEST_MESSAGE = 2_000;

    /** Longer details are cut. */
    public static final int LONGEST_DETAIL = 8_000;

    /** Nothing to say. */
    public static final Cause NONE = new Cause("", "", "");

    /** Cuts. */
    public Cause {
      errorClass = storable(errorClass, 100);
      message = storable(message, LONGEST_MESSAGE).strip().replaceAll("\\s*\\R\\s*", " ");
      detail = storable(detail, LONGEST_DETAIL);
    }

    private static String storable(String text, int longest) {
      String clean = text.replace("\0", "");
      if (clean.length() <= longest) {
        return clean;
      }
      boolean splitsPair = Character.isHighSurrogate(clean.charAt(longest - 2));
      return clean.substring(0, splitsPair ? longest - 2 : longest - 1) + "…";
    }
  }

  /**
   * When and where it happened.
   *
   * @param host may be empty
   */
  public record Origin(Instant at, String host) {}

  /**
   * Names the event, the same whoever writes it and however often: {@code
   * task_failed/daily_market/<run>/ingest/-1/3/}. Slashes within a part are written {@code %2F}.
   */
  public String key() {
    return List.of(
            kind.text(),
            subject.dagId(),
            subject.runId(),
            subject.taskId(),
            String.valueOf(subject.mapIndex()),
            String.valueOf(subject.attempt()),
            subject.item())
        .stream()
        .map(part -> part.replace("%", "%25").replace("/", "%2F"))
        .collect(Collectors.joining("/"));
  }
}
