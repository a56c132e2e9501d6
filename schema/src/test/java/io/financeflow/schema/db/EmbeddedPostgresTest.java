package io.financeflow.schema.db;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
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

class EmbeddedPostgresTest {

  private final Path home;
  private final EmbeddedPostgres postgres;
  private final PostgresFiles files;

  EmbeddedPostgresTest(@TempDir Path home) {
    this.home = home;
    this.postgres = server(home);
    this.files = PostgresFiles.of(home);
  }

  @AfterEach
  void stop() {
    postgres.stop();
  }

  @Test
  void startingTwiceIsOneServer() {
    DatabaseSettings first = postgres.start();
    long pid = pid();

    assertThat(postgres.start()).isEqualTo(first);
    assertThat(server().start()).isEqualTo(first);
    assertThat(server().running()).contains(first);
    assertThat(pid()).isEqualTo(pid);
  }

  @Test
  void stoppingKeepsThePortThePasswordAndTheData() {
    DatabaseSettings first = postgres.start();
    remember(first, 42);

    server().stop();
    assertThat(postgres.running()).isEmpty();
    DatabaseSettings second = postgres.start();

    assertThat(second).isEqualTo(first);
    assertThat(remembered(second)).isEqualTo(42);
  }

  @Test
  void aKilledServerRecoversItsData() {
    DatabaseSettings settings = postgres.start();
    remember(settings, 7);

    kill(pid());
    assertThat(postgres.running()).isEmpty();
    assertThat(postgres.status().running()).isFalse();
    DatabaseSettings again = postgres.start();

    assertThat(remembered(again)).isEqualTo(7);
  }

  @Test
  void aPidFileThatPointsAtAStrangerIsStale() throws Exception {
    DatabaseSettings settings = postgres.start();
    remember(settings, 9);
    long server = pid();
    kill(server);
    long stranger = ProcessHandle.current().pid();
    String text = Files.readString(files.postmasterPid());
    Files.writeString(files.postmasterPid(), text.replaceFirst("[0-9]+", Long.toString(stranger)));

    assertThat(postgres.running()).isEmpty();
    DatabaseSettings again = postgres.start();

    assertThat(remembered(again)).isEqualTo(9);
    assertThat(pid()).isNotIn(server, stranger);
  }

  @Test
  void anEmptyPidFileIsStale() throws Exception {
    postgres.start();
    postgres.stop();
    Files.writeString(files.postmasterPid(), "");

    assertThat(remembersNothing(postgres.start())).isTrue();
  }

  @Test
  void twoStartsAtOnceAreOneServer() throws Exception {
    CyclicBarrier together = new CyclicBarrier(3);
    Callable<DatabaseSettings> start =
        () -> {
          EmbeddedPostgres own = server();
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
  void aTakenPortIsReplacedAndTheNewOneRemembered() throws Exception {
    DatabaseSettings first = postgres.start();
    remember(first, 5);
    int taken = port();
    postgres.stop();
    try (ServerSocket socket = new ServerSocket(taken, 1, InetAddress.getLoopbackAddress())) {
      assertThat(socket.isBound()).isTrue();

      DatabaseSettings second = postgres.start();

      assertThat(port()).isNotEqualTo(taken);
      assertThat(files.port()).hasContent(Integer.toString(port()));
      assertThat(remembered(second)).isEqualTo(5);
    }
  }

  @Test
  void onlyTheOwnerReadsThePasswordAndTheDirectories() throws Exception {
    DatabaseSettings settings = postgres.start();

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

  @Test
  void stoppingNothingIsFine() {
    postgres.stop();

    assertThat(postgres.running()).isEmpty();
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void theServerIsSetUpAsPromised() {
    DatabaseSettings settings = postgres.start();

    assertThat(setting(settings, "listen_addresses")).isEqualTo("127.0.0.1");
    assertThat(setting(settings, "unix_socket_directories")).isEmpty();
    assertThat(setting(settings, "server_encoding")).isEqualTo("UTF8");
    assertThat(setting(settings, "data_checksums")).isEqualTo("on");
    assertThat(setting(settings, "log_timezone")).isEqualTo("UTC");
    assertThat(setting(settings, "shared_buffers")).isEqualTo("256MB");
    assertThat(setting(settings, "jit")).isEqualTo("off");
    assertThat(query(settings, "SELECT DISTINCT auth_method FROM pg_hba_file_rules"))
        .isEqualTo("scram-sha-256");
    assertThat(
            query(settings, "SELECT upper('ä') || datlocprovider::text FROM pg_database LIMIT 1"))
        .isEqualTo("Äb");
  }

  @Test
  void usersKeepTheirDataDurable() {
    EmbeddedPostgres durable =
        new EmbeddedPostgres(home, new ServerOptions(true, Optional.of(TestServer.programs())));

    DatabaseSettings settings = durable.start();

    assertThat(setting(settings, "fsync")).isEqualTo("on");
    assertThat(setting(settings, "synchronous_commit")).isEqualTo("on");
    assertThat(setting(settings, "full_page_writes")).isEqualTo("on");
  }

  @Test
  void aServerThatCannotStartSaysTheReasonOfItsLog() throws Exception {
    postgres.start();
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
    postgres.start();
    postgres.stop();
    Files.delete(files.password());

    assertThatThrownBy(() -> postgres.start())
        .isInstanceOf(EmbeddedPostgresFailed.class)
        .hasMessageStartingWith("The password of the data in " + files.data() + " is gone");
  }

  private EmbeddedPostgres server() {
    return server(home);
  }

  private static EmbeddedPostgres server(Path home) {
    return new EmbeddedPostgres(home, new ServerOptions(false, Optional.of(TestServer.programs())));
  }

  private long pid() {
    return postgres.status().server().orElseThrow().pid();
  }

  private int port() {
    return postgres.status().server().orElseThrow().port();
  }

  private static int portOf(DatabaseSettings settings) {
    return Integer.parseInt(settings.location().replaceAll(".*:|/.*", ""));
  }

  private static void kill(long pid) {
    ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
    assertThat(process.destroyForcibly()).isTrue();
    process.onExit().orTimeout(30, SECONDS).join();
  }

  private static String permissions(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static void remember(DatabaseSettings settings, int number) {
    execute(settings, "CREATE TABLE memory AS SELECT " + number + " AS number");
  }

  private static int remembered(DatabaseSettings settings) {
    return Integer.parseInt(query(settings, "SELECT number FROM memory"));
  }

  private static boolean remembersNothing(DatabaseSettings settings) {
    return query(settings, "SELECT count(*) FROM pg_tables WHERE tablename = 'memory'").equals("0");
  }

  private static String setting(DatabaseSettings settings, String name) {
    return query(settings, "SHOW " + name);
  }

  private static String query(DatabaseSettings settings, String query) {
    try (Database database = Database.connect(settings)) {
      return database.jdbi().withHandle(h -> h.createQuery(query).mapTo(String.class).one());
    }
  }

  private static void execute(DatabaseSettings settings, String statement) {
    try (Database database = Database.connect(settings)) {
      database.jdbi().useHandle(handle -> handle.execute(statement));
    }
  }
}
