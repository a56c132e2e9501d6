package io.financeflow.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.DatabaseSettings;
import io.financeflow.schema.db.PostgresExtension;
import io.financeflow.schema.db.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgresExtension.class)
class NotificationsCommandTest {
  private static final String CHAT = "channels: {chat: {slack: {url: '${CHAT_URL}'}}}\n";

  private static final String ROWS =
      """
      INSERT INTO outbox (event_key, kind, dag_id, run_id, task_id, map_index, attempt,
        max_attempts, item, error_class, message, detail, first_date, last_date, happened_at, host)
      SELECT 'k' || i, 'TASK_FAILED', 'daily_market', 's1', 'ingest', -1, i, 3, '', 'other', 'm',
        '', '2025-01-31', '2025-01-31', '2025-01-31T21:00:00Z', 'h'
      FROM generate_series(1, 3) i;
      INSERT INTO deliveries (event_id, channel, rule, state, attempts, due_at, created_at,
        ended_at, error)
      VALUES
        (1, 'mail', 'failures', 'SENT', 1, '2025-01-31T21:00:00Z', '2025-01-31T21:00:00Z',
          '2025-01-31T21:00:01Z', NULL),
        (2, 'mail', 'failures', 'DEAD', 7, '2025-01-31T21:00:00Z', '2025-01-31T21:00:02Z',
          '2025-01-31T21:30:00Z', 'no route'),
        (3, 'mail', 'failures', 'DUE', 2, '2025-01-31T23:00:00Z', '2025-01-31T21:00:03Z',
          NULL, '503')
      """;

  @Test
  void emptyDatabaseHasNoMessages(DatabaseSettings settings) {
    assertThat(Cli.on(settings).run("notifications", "list").out()).isEqualTo("no messages yet\n");
    assertThat(Cli.on(settings).run("notifications", "list", "--failed").out())
        .isEqualTo("no failed messages\n");
    assertThat(Cli.on(settings).run("notifications", "list", "--json").out()).isEqualTo("[]\n");
    assertThat(Cli.on(settings).run("notifications", "resend", "--failed").out())
        .isEqualTo("due again: 0\n");
  }

  @Test
  void listShowsWhatBecameOfEachMessage(Database database) {
    database.jdbi().useHandle(handle -> handle.createScript(ROWS).execute());

    Cli.Result result = Cli.on(database.settings()).run("notifications", "list");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out().lines().map(line -> line.replaceAll(" +", " ").strip()))
        .containsExactly(
            "id state at kind channel rule what attempts next error",
            "-".repeat(result.out().lines().toList().get(1).length()),
            "3 due 2025-01-31T21:00:03Z task_failed mail failures daily_market.ingest 2025-01-31"
                + " failed (attempt 3 of 3) 2 2025-01-31T23:00:00Z 503",
            "2 dead 2025-01-31T21:00:02Z task_failed mail failures daily_market.ingest 2025-01-31"
                + " failed (attempt 2 of 3) 7 no route",
            "1 sent 2025-01-31T21:00:00Z task_failed mail failures daily_market.ingest 2025-01-31"
                + " failed (attempt 1 of 3) 1");
  }

  @Test
  void failedAreListedAndSentAgain(Database database) {
    database.jdbi().useHandle(handle -> handle.createScript(ROWS).execute());
    Cli cli = Cli.on(database.settings());

    String listed = cli.run("notifications", "list", "--failed", "-o", "json").out();
    assertThat(JsonParser.parseString(listed).getAsJsonArray())
        .extracting(row -> row.getAsJsonObject().get("id").getAsInt())
        .containsExactly(3, 2);

    assertThat(cli.run("notifications", "resend", "--failed").out()).isEqualTo("due again: 2\n");
    assertThat(cli.run("notifications", "resend", "1").out()).isEqualTo("due again: 1\n");
    assertThat(
            Rows.of(
                database,
                "SELECT id, state, attempts, due_at AT TIME ZONE 'UTC', error FROM deliveries"
                    + " ORDER BY id"))
        .containsExactly(
            "1 DUE 0 2025-01-31 22:00:00 null",
            "2 DUE 0 2025-01-31 22:00:00 null",
            "3 DUE 0 2025-01-31 22:00:00 null");
  }

  @Test
  void wrongWishesAreOneLine(DatabaseSettings settings) {
    Cli cli = Cli.on(settings);

    assertThat(cli.run("notifications", "resend", "7").err())
        .isEqualTo("error: no message 7: see ./financeflow notifications list\n");
    assertThat(cli.run("notifications", "resend").err())
        .isEqualTo("error: resend needs an ID or --failed, see ./financeflow notifications list\n");
    assertThat(cli.run("notifications", "resend", "7", "--failed").exitCode()).isEqualTo(2);
    assertThat(cli.run("notifications", "list", "--limit", "0").err())
        .isEqualTo("error: --limit must be >= 1 but was 0\n");
  }

  @Test
  void testSendsOneLabelledMessage(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("notifications.yaml"), CHAT, UTF_8);
    try (MockWebServer server = new MockWebServer()) {
      server.start();
      server.enqueue(new MockResponse.Builder().code(200).body("ok").build());
      server.enqueue(new MockResponse.Builder().code(404).body("no_service").build());
      Cli cli =
          Cli.in(folder)
              .with("CHAT_URL", "http://localhost:" + server.getPort() + "/services/hidden");

      Cli.Result sent = cli.run("notifications", "test", "chat");
      Cli.Result refused = cli.run("notifications", "test", "chat");

      assertThat(sent.exitCode()).isZero();
      assertThat(sent.out()).isEqualTo("sent: chat: localhost answered 200\n");
      assertThat(server.takeRequest().getTarget()).isEqualTo("/services/hidden");
      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.err())
          .isEqualTo(
              "error: chat: localhost answered 404 no_service: correct the channel, then send"
                  + " again by hand\n");
    }
  }

  @Test
  void fileThatIsMissingOrWrongIsSaidInOneLine(@TempDir Path folder) throws IOException {
    Cli cli = Cli.in(folder);
    assertThat(cli.run("notifications", "test", "chat").err())
        .isEqualTo(
            "error: no channel 'chat': there is no notifications.yaml with channels, see"
                + " runners/deploy/notifications.example.yaml\n");
    assertThat(
            cli.with("FINANCEFLOW_NOTIFICATIONS", "other.yaml")
                .run("notifications", "test", "chat")
                .err())
        .isEqualTo(
            "error: cannot read other.yaml (FINANCEFLOW_NOTIFICATIONS): correct the path, or its"
                + " encoding\n");

    Files.writeString(folder.resolve("other.yaml"), CHAT + "rule: []\n", UTF_8);
    Cli.Result wrong =
        cli.with("FINANCEFLOW_NOTIFICATIONS", "other.yaml").run("notifications", "test", "chat");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err())
        .isEqualTo(
            "error: other.yaml:1:32: CHAT_URL is not set: set it in the environment or"
                + " financeflow.properties (and 1 more)\n");
    assertThat(
            cli.with("FINANCEFLOW_NOTIFICATIONS", "other.yaml")
                .with("CHAT_URL", "https://example.com/hidden")
                .run("notifications", "test", "chat")
                .err())
        .isEqualTo(
            "error: other.yaml:2:1: unknown field 'rule'; did you mean 'rules'? known are"
                + " channels, rules\n");

    Files.writeString(folder.resolve("other.yaml"), CHAT, UTF_8);
    assertThat(
            cli.with("FINANCEFLOW_NOTIFICATIONS", "other.yaml")
                .with("CHAT_URL", "https://example.com/hidden")
                .run("notifications", "test", "mail")
                .err())
        .isEqualTo("error: no channel 'mail': there is chat\n");
  }
}
