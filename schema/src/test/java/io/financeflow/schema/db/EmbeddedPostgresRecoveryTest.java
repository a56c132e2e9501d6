package io.financeflow.schema.db;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresRecoveryTest {

  private final TestHome home;
  private final EmbeddedPostgres postgres;
  private final PostgresFiles files;

  EmbeddedPostgresRecoveryTest(@TempDir Path directory) {
    this.home = new TestHome(directory);
    this.postgres = home.server();
    this.files = PostgresFiles.of(directory);
  }

  @AfterEach
  void stop() {
    postgres.stop();
  }

  @Test
  void aKilledServerRecoversItsData() throws Exception {
    DatabaseSettings settings = home.copied().durable().start();
    TestHome.remember(settings, 7);

    kill(home.pid());
    assertThat(postgres.running()).isEmpty();
    assertThat(postgres.status().running()).isFalse();
    DatabaseSettings again = home.durable().start();

    assertThat(TestHome.remembered(again)).isEqualTo(7);
  }

  @Test
  void aPidFileThatPointsAtAStrangerIsStale() throws Exception {
    DatabaseSettings settings = home.startCopy();
    TestHome.remember(settings, 9);
    long server = home.pid();
    kill(server);
    long stranger = ProcessHandle.current().pid();
    String text = Files.readString(files.postmasterPid());
    Files.writeString(files.postmasterPid(), text.replaceFirst("[0-9]+", Long.toString(stranger)));

    assertThat(postgres.running()).isEmpty();
    DatabaseSettings again = postgres.start();

    assertThat(TestHome.remembered(again)).isEqualTo(9);
    assertThat(home.pid()).isNotIn(server, stranger);
  }

  @Test
  void anEmptyPidFileIsStale() throws Exception {
    DatabaseSettings settings = home.startCopy();
    postgres.stop();
    Files.writeString(files.postmasterPid(), "");

    assertThat(postgres.start()).isEqualTo(settings);
  }

  @Test
  void aTakenPortIsReplacedAndTheNewOneRemembered() throws Exception {
    DatabaseSettings first = home.startCopy();
    TestHome.remember(first, 5);
    int taken = home.port();
    postgres.stop();
    try (ServerSocket socket = new ServerSocket(taken, 1, InetAddress.getLoopbackAddress())) {
      assertThat(socket.isBound()).isTrue();

      DatabaseSettings second = postgres.start();

      assertThat(home.port()).isNotEqualTo(taken);
      assertThat(files.port()).hasContent(Integer.toString(home.port()));
      assertThat(TestHome.remembered(second)).isEqualTo(5);
    }
  }

  @Test
  void aServerThatCannotStartSaysTheReasonOfItsLog() throws Exception {
    home.startCopy();
    postgres.stop();
    Files.writeString(files.data().resolve("postgresql.auto.conf"), "nonsense = 1\n");

    assertThatThrownBy(() -> postgres.start())
        .isInstanceOf(EmbeddedPostgresFailed.class)
        .hasMessageStartingWith("PostgreSQL in " + files.root() + " does not start: ")
        .hasMessageContaining("FATAL:")
        .hasMessageEndingWith(": see " + files.log());
  }

  @Test
  void aLostPasswordIsSaid() throws Exception {
    home.startCopy();
    postgres.stop();
    Files.delete(files.password());

    assertThatThrownBy(() -> postgres.start())
        .isInstanceOf(EmbeddedPostgresFailed.class)
        .hasMessageStartingWith("The password of the data in " + files.data() + " is gone");
  }

  private static void kill(long pid) {
    ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
    assertThat(process.destroyForcibly()).isTrue();
    process.onExit().orTimeout(30, SECONDS).join();
  }
}
