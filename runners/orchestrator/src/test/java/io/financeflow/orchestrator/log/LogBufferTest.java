package io.financeflow.orchestrator.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeflow.orchestrator.task.AttemptId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LogBufferTest {

  private static final Instant AT = Instant.parse("2025-01-31T22:00:00Z");

  private final LogBuffer buffer =
      new LogBuffer(new AttemptId("d", "r", "t", -1, 1, new UUID(1, 2)));

  private static List<LogLine> numbered(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> new LogLine(AT, "line " + i)).toList();
  }

  @Test
  void bufferGivesEachLineOnce() {
    buffer.add(numbered(0, 3));
    assertThat(buffer.take().lines()).isEqualTo(numbered(0, 3));
    assertThat(buffer.take().lines()).isEmpty();
  }

  @Test
  void tooManyLinesLeaveTheOldestOut() {
    buffer.add(numbered(0, 1_005));
    LogBuffer.Taken taken = buffer.take();
    assertThat(taken.leftOut()).isEqualTo(5);
    assertThat(taken.lines()).isEqualTo(numbered(5, 1_005));
  }

  @Test
  void tooManyCharactersLeaveTheOldestOut() {
    buffer.add(List.of(new LogLine(AT, "first"), new LogLine(AT, "x".repeat(256 * 1024 - 1))));
    LogBuffer.Taken taken = buffer.take();
    assertThat(taken.leftOut()).isEqualTo(1);
    assertThat(taken.lines()).hasSize(1);
  }

  @Test
  void whatIsPutBackComesFirstAndStaysInBounds() {
    buffer.add(numbered(0, 1_002));
    LogBuffer.Taken taken = buffer.take();
    buffer.add(numbered(1_002, 1_010));
    buffer.putBack(taken);
    LogBuffer.Taken again = buffer.take();
    assertThat(again.leftOut()).isEqualTo(10);
    assertThat(again.lines()).isEqualTo(numbered(10, 1_010));
  }
}
