package io.financeflow.orchestrator.log;

import io.financeflow.orchestrator.task.AttemptId;
import io.financeflow.schema.run.AttemptLogTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/** Stores lines as chunks, one per attempt, and keeps each attempt within its bounds. */
final class LogChunks {

  private record Chunk(AttemptId attempt, List<LogLine> lines) {

    static Chunk of(LogBuffer.Taken taken) {
      List<LogLine> lines = new ArrayList<>(taken.lines());
      if (taken.leftOut() > 0) {
        String note = "(" + taken.leftOut() + " lines left out here: the file of the log has them)";
        lines.add(0, new LogLine(lines.get(0).at(), note));
      }
      return new Chunk(taken.from().attempt(), lines);
    }

    Instant at() {
      return lines.get(0).at();
    }

    int size() {
      return lines.stream().mapToInt(LogBuffer::size).sum();
    }

    String text() {
      return lines.stream().map(LogLine::stamped).collect(Collectors.joining("\n"));
    }

    String topic() {
      return topicOf(attempt.dagId(), attempt.runId());
    }
  }

  private LogChunks() {}

  /** What is notified when an execution has new lines. */
  static String topicOf(String dag, String execution) {
    return dag + "/" + execution;
  }

  /** Stores in the caller's transaction; whoever follows is told when that commits. */
  static void store(Handle handle, List<LogBuffer.Taken> taken) {
    List<Chunk> chunks = taken.stream().map(Chunk::of).toList();
    attempts(handle.createUpdate(AttemptLogTable.ADD), chunks)
        .bindArray("ats", Instant.class, each(chunks, Chunk::at))
        .bindArray("lines", Integer.class, each(chunks, chunk -> chunk.lines().size()))
        .bindArray("sizes", Integer.class, each(chunks, Chunk::size))
        .bindArray("texts", String.class, each(chunks, Chunk::text))
        .execute();
    attempts(handle.createUpdate(AttemptLogTable.TRIM), chunks)
        .bind("most_lines", AttemptLogTable.LINES)
        .bind("most_size", AttemptLogTable.SIZE)
        .execute();
    handle
        .createQuery(AttemptLogTable.NOTIFY)
        .bindArray("topics", String.class, chunks.stream().map(Chunk::topic).distinct().toList())
        .mapTo(String.class)
        .list();
  }

  private static <T extends SqlStatement<T>> T attempts(T statement, List<Chunk> chunks) {
    return statement
        .bindArray("dags", String.class, each(chunks, chunk -> chunk.attempt().dagId()))
        .bindArray("runs", String.class, each(chunks, chunk -> chunk.attempt().runId()))
        .bindArray("tasks", String.class, each(chunks, chunk -> chunk.attempt().taskId()))
        .bindArray("map_indexes", Integer.class, each(chunks, chunk -> chunk.attempt().mapIndex()))
        .bindArray("attempts", Integer.class, each(chunks, chunk -> chunk.attempt().number()));
  }

  private static <T> List<T> each(List<Chunk> chunks, Function<Chunk, T> part) {
    return chunks.stream().map(part).toList();
  }
}
