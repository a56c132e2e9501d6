package io.financeflow.schema.db;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedPostgresTest {

  private final TestHome home;
  private final EmbeddedPostgres postgres;
  private final PostgresFiles files;

  EmbeddedPostgresTest(@TempDir Path directory) {
    this.home = new TestHome(directory);
    this.postgres = home.server();
    this.files = PostgresFiles.of(directory);
  }

  @AfterEach
  void stop() {
    postgres.stop();
  }

  @Test
  void startingTwiceIsOneServer() throws Exception {
    DatabaseSettings first = home.startCopy();
    long pid = home.pid();

    assertThat(postgres.start()).isEqualTo(first);
    assertThat(home.server().start()).isEqualTo(first);
    assertThat(home.server().running()).contains(first);
    assertThat(home.pid()).isEqualTo(pid);
  }

  @Test
  void stoppingKeepsThePortThePasswordAndTheData() throws Exception {
    DatabaseSettings first = home.startCopy();
    TestHome.remember(first, 42);

    home.server().stop();
    assertThat(postgres.running()).isEmpty();
    DatabaseSettings second = postgres.start();

    assertThat(second).isEqualTo(first);
    assertThat(TestHome.remembered(second)).isEqualTo(42);
  }

  @Test
  void twoStartsAtOnceAreOneServer() throws Exception {
    CyclicBarrier together = new CyclicBarrier(3);
    Callable<DatabaseSettings> start =
        () -> {
          EmbeddedPostgres own = home.server();
          together.await(30, SECONDS);
          return own.start();
        };
    ExecutorService threads = Executors.newFixedThreadPool(3);

    List<Future<DatabaseSettings>> all = threads.invokeAll(List.of(start, start, start));

    threads.shutdown();
    DatabaseSettings settings = postgres.start();
    for (Future<DatabaseSettings> each : all) {
      assertThat(each.get()).isEqualTo(settings);
    }
  }

  @Test
  void twoProgramsStartOneServerAndItOutlivesThem() throws Exception {
    Process one = anotherProgram();
    Process two = anotherProgram();

    assertThat(one.waitFor()).isZero();
    assertThat(two.waitFor()).isZero();
    assertThat(postgres.running()).contains(postgres.start());
  }

  @Test
  void onlyTheOwnerReadsThePasswordAndTheDirectories() throws Exception {
    DatabaseSettings settings = home.startCopy();

    assertThat(files.password()).hasContent(settings.password());
    assertThat(settings.password()).hasSize(43);
    assertThat(permissions(files.password())).isEqualTo("rw-------");
    assertThat(permissions(files.root())).isEqualTo("rwx------");
    assertThat(permissions(files.data())).isEqualTo("rwx------");
  }

  @Test
  void statusTellsWhatIsThere() {
    EmbeddedPostgres.Status before = postgres.status();
    DatabaseSettings settings = postgres.start();
    EmbeddedPostgres.Status running = postgres.status();
    postgres.stop();
    EmbeddedPostgres.Status after = postgres.status();

    assertThat(before)
        .isEqualTo(
            new EmbeddedPostgres.Status(Optional.empty(), files.data(), Optional.empty(), 0));
    assertThat(running.running()).isTrue();
    assertThat(running.server().orElseThrow().port()).isEqualTo(portOf(settings));
    assertThat(running.version().orElseThrow()).startsWith("17.");
    assertThat(running.sizeBytes()).isGreaterThan(1 << 20);
    assertThat(after.running()).isFalse();
    assertThat(after.version()).contains("17");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a$HOME", "a`b", "a\"b", "a\\b"})
  void aNameThatAShellWouldReadIsRefused(String name) {
    EmbeddedPostgres there = new EmbeddedPostgres(home.directory().resolve(name));

    assertThatThrownBy(there::start)
        .isInstanceOf(EmbeddedPostgresFailed.class)
        .hasMessageStartingWith("PostgreSQL cannot live in " + home.directory().resolve(name));
    assertThat(home.directory()).isEmptyDirectory();
  }

  @Test
  void otherNamesAreFine() throws Exception {
    TestHome there = new TestHome(home.directory().resolve("it's with spaces"));
    Files.createDirectory(there.directory());

    assertThat(there.startCopy()).isEqualTo(there.server().running().orElseThrow());
    there.server().stop();
  }

  @Test
  void stoppingNothingIsFine() {
    postgres.stop();

    assertThat(postgres.running()).isEmpty();
    assertThat(home.directory()).isEmptyDirectory();
  }

  @Test
  void theServerIsSetUpAsPromised() throws Exception {
    DatabaseSettings settings = home.startCopy();

    assertThat(setting(settings, "listen_addresses")).isEqualTo("127.0.0.1");
    assertThat(setting(settings, "unix_socket_directories")).isEmpty();
    assertThat(setting(settings, "server_encoding")).isEqualTo("UTF8");
    assertThat(setting(settings, "data_checksums")).isEqualTo("on");
    assertThat(setting(settings, "log_timezone")).isEqualTo("UTC");
    assertThat(setting(settings, "shared_buffers")).isEqualTo("256MB");
    assertThat(setting(settings, "jit")).isEqualTo("off");
    assertThat(TestHome.query(settings, "SELECT DISTINCT auth_method FROM pg_hba_file_rules"))
        .isEqualTo("scram-sha-256");
    assertThat(
            TestHome.query(
                settings, "SELECT upper('ä') || datlocprovider::text FROM pg_database LIMIT 1"))
        .isEqualTo("Äb");
  }

  @Test
  void usersKeepTheirDataDurable() throws Exception {
    DatabaseSettings settings = home.copied().durable().start();

    assertThat(setting(settings, "fsync")).isEqualTo("on");
    assertThat(setting(settings, "synchronous_commit")).isEqualTo("on");
    assertThat(setting(settings, "full_page_writes")).isEqualTo("on");
  }

  private Process anotherProgram() throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            AnotherProgram.class.getName(),
            home.directory().toString(),
            TestServer.programs().toString())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static int portOf(DatabaseSettings settings) {
    return Integer.parseInt(settings.location().replaceAll(".*:|/.*", ""));
  }

  private static String permissions(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static String setting(DatabaseSettings settings, String name) {
    return TestHome.query(settings, "SHOW " + name);
  }
}
