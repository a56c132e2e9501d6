package io.financeflow.orchestrator.retention;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import io.financeflow.orchestrator.log.LogFolder;
import io.financeflow.orchestrator.task.Outputs;
import io.financeflow.orchestrator.task.Task;
import io.financeflow.orchestrator.task.TaskOutcome;
import io.financeflow.schema.run.RetentionTable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps history from growing for ever: what ended longer ago than a duration is deleted, months as
 * a whole, the rest in small transactions, so that nobody waits long and it may be stopped
 * anywhere.
 *
 * <p>What is live stays, however old; so do the latest run of each kind of a DAG and the runs of
 * backfills that are not over. A slot whose run is forgotten is one that never ran to a later
 * backfill. Thread-safe.
 */
public final class Retention {

  /** What is kept unless somebody says otherwise. */
  public static final Duration KEEP = Duration.ofDays(90);

  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
  private static final int DAYS_AHEAD = 62;
  private static final int BATCH = 500;

  private final Jdbi jdbi;
  private final LogFolder logs;

  /** Also looks after the log files of this machine. */
  public Retention(Jdbi jdbi, LogFolder logs) {
    this.jdbi = jdbi;
    this.logs = logs;
  }

  /**
   * Deletes what is too old, and makes the partitions of the coming two months.
   *
   * @param keep 1 day or more
   * @return how much by kind, every kind: {@code partitions}, tables, {@code log_files}; executions
   *     and slots go with their runs and are not counted, nor are rows of partitions
   */
  public Map<String, Long> prune(Instant now, Duration keep) {
    Instant before = before(now, keep);
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(RetentionTable.ADD_PARTITIONS)
                .bind("first", today)
                .bind("last", today.plusDays(DAYS_AHEAD))
                .mapTo(Boolean.class)
                .one());
    Map<String, Long> done = new LinkedHashMap<>();
    done.put("partitions", partitions(before).stream().filter(this::drop).count());
    RetentionTable.ALL.forEach(old -> done.put(old.what(), delete(old.delete(), before)));
    done.put("log_files", logs.prune(before));
    return done;
  }

  /**
   * What {@link #prune} would delete as things are; versions that only old runs use are left out.
   */
  public Map<String, Long> preview(Instant now, Duration keep) {
    Instant before = before(now, keep);
    Map<String, Long> found = new LinkedHashMap<>();
    found.put("partitions", (long) partitions(before).size());
    RetentionTable.ALL.forEach(
        old ->
            found.put(
                old.what(),
                jdbi.withHandle(
                    handle ->
                        handle
                            .createQuery(old.count())
                            .bind("before", before)
                            .mapTo(Long.class)
                            .one())));
    found.put("log_files", logs.count(before));
    return found;
  }

  /** Pruning as a task: logs and gives how much by kind. */
  public Task task(Duration keep) {
    return context -> {
      Map<String, JsonElement> outputs = new TreeMap<>();
      prune(context.clock().instant(), keep)
          .forEach(
              (what, many) -> {
                context.log().line("deleted " + what + ": " + many);
                outputs.put(what, new JsonPrimitive(many));
              });
      return new TaskOutcome.Done(Outputs.of(outputs));
    };
  }

  private static Instant before(Instant now, Duration keep) {
    if (keep.compareTo(Duration.ofDays(1)) < 0) {
      throw new IllegalArgumentException("keep must be >= 1 day but was " + keep);
    }
    return now.minus(keep);
  }

  private List<String> partitions(Instant before) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(RetentionTable.PARTITIONS)
                .bind("before", before)
                .mapTo(String.class)
                .list());
  }

  /** False when it is in use for too long: the next time will do. */
  private boolean drop(String partition) {
    try {
      jdbi.useTransaction(
          handle -> {
            handle.execute(RetentionTable.WAIT_SHORTLY);
            handle.execute("DROP TABLE IF EXISTS " + partition);
          });
      return true;
    } catch (JdbiException e) {
      LOG.warn("the partition {} is left for the next time: {}", partition, e.getMessage());
      return false;
    }
  }

  private long delete(String sql, Instant before) {
    long all = 0;
    int some;
    do {
      some =
          jdbi.inTransaction(
              handle ->
                  handle.createUpdate(sql).bind("before", before).bind("most", BATCH).execute());
      all += some;
    } while (some == BATCH);
    return all;
  }
}
