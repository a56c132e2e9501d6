package io.financeflow.orchestrator.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeflow.orchestrator.task.AttemptId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class LogTextTest {

  private static final UUID TOKEN = new UUID(1, 2);

  @Test
  void textBecomesLines() {
    assertThat(LogText.lines("one")).containsExactly("one");
    assertThat(LogText.lines("one\r\ntwo\n\nfour\n")).containsExactly("one", "two", "", "four");
    assertThat(LogText.lines("")).containsExactly("");
  }

  @Test
  void lineLosesWhatCannotBeStoredOrShown() {
    assertThat(LogText.lines("a\0b\u001B[31mred\u001B[0m\tc\u0007\u009B2J"))
        .containsExactly("abred\tc2J");
  }

  @Test
  void longLineIsCutBetweenCharacters() {
    String long1 = "x".repeat(16_383) + "😀" + "y".repeat(8);
    assertThat(LogText.lines(long1)).containsExactly("x".repeat(16_383) + "… (10 more characters)");
    assertThat(LogText.lines("x".repeat(16_384))).containsExactly("x".repeat(16_384));
  }

  @Test
  void stampedLineReadsBack() {
    LogLine line = new LogLine(Instant.parse("2025-01-31T22:00:00.007Z"), " a b ");
    assertThat(line.stamped()).isEqualTo("2025-01-31T22:00:00.007Z  a b ");
    assertThat(LogLine.parse(line.stamped())).isEqualTo(line);
  }

  @Test
  void filesAreNamedAfterAttempts() {
    Path folder = Path.of("logs");
    assertThat(
            LogPath.of(
                folder,
                new AttemptId("daily", "manual__2025-01-31T22:00:00Z#2", "a.b", -1, 3, TOKEN)))
        .isEqualTo(Path.of("logs/daily/manual__2025-01-31T22:00:00Z#2/a.b/3.log"));
    assertThat(LogPath.of(folder, new AttemptId("d", "r", "t", 7, 1, TOKEN)))
        .isEqualTo(Path.of("logs/d/r/t/1.7.log"));
  }

  @Test
  void filesStayInTheFolder() {
    Path folder = Path.of("logs");
    assertThat(LogPath.of(folder, new AttemptId("..", "a/../b", "é", -1, 1, TOKEN)))
        .isEqualTo(Path.of("logs/%2E./a%2F..%2Fb/%C3%A9/1.log"));
    Path long1 = LogPath.of(folder, new AttemptId("d", "r", "t".repeat(300) + "1", -1, 1, TOKEN));
    Path long2 = LogPath.of(folder, new AttemptId("d", "r", "t".repeat(300) + "2", -1, 1, TOKEN));
    assertThat(long1).isNotEqualTo(long2);
    assertThat(long1.getName(3).toString()).hasSize(199 + 1).startsWith("t".repeat(163) + "-");
  }
}
