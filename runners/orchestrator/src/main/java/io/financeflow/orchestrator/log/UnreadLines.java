package io.financeflow.orchestrator.log;

import io.financeflow.schema.run.AttemptLogTable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * Reads each line once. Remembers a position per attempt, as chunks of different attempts may
 * become visible in another order than they were numbered. Not thread-safe.
 */
final class UnreadLines {

  private record Attempt(String task, int mapIndex, int number) {}

  private record Chunk(Attempt attempt, long id, String text) {}

  private final String execution;
  private final LogQuery query;
  private final Map<Attempt, Long> seen = new HashMap<>();

  UnreadLines(String execution, LogQuery query) {
    this.execution = execution;
    this.query = query;
  }

  /** The lines that were not read before, by time. */
  List<TaskLine> read(Handle handle) {
    List<Attempt> attempts = List.copyOf(seen.keySet());
    List<Chunk> chunks =
        handle
            .createQuery(AttemptLogTable.UNREAD)
            .bind("dag", query.dag())
            .bind("run", execution)
            .bind("task", query.task())
            .bind("map_index", query.mapIndex())
            .bind("attempt", query.attempt())
            .bindArray("seen_tasks", String.class, attempts.stream().map(Attempt::task).toList())
            .bindArray(
                "seen_indexes", Integer.class, attempts.stream().map(Attempt::mapIndex).toList())
            .bindArray(
                "seen_attempts", Integer.class, attempts.stream().map(Attempt::number).toList())
            .bindArray("seen", Long.class, attempts.stream().map(seen::get).toList())
            .map((row, context) -> chunk(row))
            .list();
    List<TaskLine> lines = new ArrayList<>();
    for (Chunk chunk : chunks) {
      Attempt a = chunk.attempt();
      seen.put(a, chunk.id());
      chunk
          .text()
          .lines()
          .forEach(
              text ->
                  lines.add(new TaskLine(a.task(), a.mapIndex(), a.number(), LogLine.parse(text))));
    }
    lines.sort(Comparator.comparing(line -> line.line().at()));
    return lines;
  }

  private static Chunk chunk(ResultSet row) throws SQLException {
    Attempt attempt =
        new Attempt(row.getString("task_id"), row.getInt("map_index"), row.getInt("attempt"));
    return new Chunk(attempt, row.getLong("chunk_id"), row.getString("text"));
  }
}
