package io.financeflow.cli.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeflow.cli.Main;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ParentWatchTest {

  @Test
  void onlyTheProcessOfATaskWatches() {
    assertThat(ParentWatch.isWanted(Map.of("PATH", "/bin"))).isFalse();
    assertThat(ParentWatch.isWanted(Map.of(ParentWatch.VARIABLE, "1"))).isTrue();
  }

  /** A sandbox runs until it is told to end; the end of its input stands for our death. */
  @Test
  void processOfADeadParentEnds() throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "sandbox",
            "--port=0");
    builder.redirectErrorStream(true).environment().put(ParentWatch.VARIABLE, "1");
    Process child = builder.start();
    assertThat(child.inputReader().readLine()).isNotNull();
    assertThat(child.isAlive()).isTrue();

    child.getOutputStream().close();

    assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(child.exitValue()).isEqualTo(ParentWatch.ORPHANED);
  }
}
