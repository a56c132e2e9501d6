package io.financeflow.orchestrator.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeflow.orchestrator.notify.RunEvent.Kind;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.PostgresExtension;
import io.financeflow.schema.db.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
@Timeout(60)
final class NotifierTest {
  private static final Instant NOW = Instant.parse("2026-03-13T22:15:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final Rule.Limit MANY = new Rule.Limit(1_000, Duration.ofMinutes(10));

  @Test
  void eventIsSentOnceOnEachChannelOfItsRules(Database database) throws SQLException {
    TestChannel mail = TestChannel.taking("mail");
    TestChannel chat = TestChannel.taking("chat");
    Rule failures = new Rule("failures", kinds(Kind.TASK_FAILED), all(), List.of("mail"), MANY);
    Rule daily =
        new Rule(
            "daily", EnumSet.allOf(Kind.class), List.of("daily_*"), List.of("chat", "mail"), MANY);
    Events.write(database, Events.ingestFailed(), Events.run(Kind.RUN_FAILED, "weekly", "w1"));

    try (Notifier notifier = notifier(database, List.of(failures, daily), mail, chat)) {
      assertThat(notifier.pass(NOW)).isEqualTo(2);
      assertThat(notifier.pass(NOW.plusSeconds(3_600))).isZero();
    }

    String subject = "FinanceFlow: daily_market.ingest 2026-03-13 failed (attempt 3 of 3)";
    assertThat(mail.subjects()).containsExactly(subject);
    assertThat(chat.subjects()).containsExactly(subject);
    assertThat(
            Rows.of(database, "SELECT channel, rule, state, attempts FROM deliveries ORDER BY 1"))
        .containsExactly("chat daily SENT 1", "mail failures SENT 1");
    assertThat(Rows.of(database, "SELECT count(*) FROM outbox WHERE routed_at IS NULL"))
        .containsExactly("0");
  }

  @Test
  void nothingIsSentOfWhatWasRolledBack(Database database) throws SQLException {
    TestChannel mail = TestChannel.taking("mail");
    try (Connection connection = database.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      Outbox.write(connection, List.of(Events.ingestFailed()));
      connection.rollback();
    }

    try (Notifier notifier = notifier(database, List.of(everything("mail", MANY)), mail)) {
      assertThat(notifier.pass(NOW)).isZero();
    }

    assertThat(mail.messages()).isEmpty();
  }

  @Test
  void twoNotifiersAtOnceSendEachOf200EventsOnce(Database database) throws Exception {
    TestChannel mail = TestChannel.taking("mail");
    List<Rule> rules = List.of(everything("mail", MANY));
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Events.write(database, Events.run(Kind.RUN_FAILED, "d" + i, "r"));
      expected.add("FinanceFlow: d" + i + " r failed");
    }

    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (Notifier one = notifier(database, rules, mail);
        Notifier two = notifier(database, rules, mail)) {
      List<Future<Integer>> passes = new ArrayList<>();
      CountDownLatch start = new CountDownLatch(2);
      for (Notifier notifier : List.of(one, two)) {
        passes.add(
            threads.submit(
                () -> {
                  start.countDown();
                  start.await();
                  return notifier.pass(NOW);
                }));
      }
      for (Future<Integer> pass : passes) {
        pass.get();
      }
      one.pass(NOW);
    } finally {
      threads.shutdownNow();
    }

    assertThat(mail.subjects()).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(mail.messages().stream().map(Message::id).distinct()).hasSize(200);
  }

  @Test
  void failureIsTriedAgainWithTheSameIdUntilItIsTaken(Database database) throws SQLException {
    Deque<Outcome> answers =
        new ArrayDeque<>(
            List.of(new Outcome.Failed("503"), new Outcome.Failed("503"), new Outcome.Sent("ok")));
    TestChannel mail = new TestChannel("mail", message -> answers.remove());
    Events.write(database, Events.ingestFailed());

    try (Notifier notifier = notifier(database, List.of(everything("mail", MANY)), mail)) {
      assertThat(notifier.pass(NOW)).isEqualTo(1);
      assertThat(notifier.pass(NOW.plusSeconds(29))).isZero();
      assertThat(notifier.pass(NOW.plusSeconds(60))).isEqualTo(1);
      assertThat(notifier.pass(NOW.plusSeconds(60 + 239))).isZero();
      assertThat(notifier.pass(NOW.plusSeconds(60 + 480))).isEqualTo(1);
    }

    assertThat(mail.messages().stream().map(Message::id).distinct()).hasSize(1);
    assertThat(Rows.of(database, "SELECT state, attempts, error FROM deliveries"))
        .containsExactly("SENT 3 null");
  }

  @Test
  void afterSevenAttemptsItIsGivenUpAndSentAgainByHand(Database database) throws SQLException {
    boolean[] up = {false};
    TestChannel mail =
        new TestChannel(
            "mail", m -> up[0] ? new Outcome.Sent("ok") : new Outcome.Failed("no route"));
    Deliveries deliveries = new Deliveries(database.jdbi());
    Events.write(database, Events.ingestFailed());

    try (Notifier notifier = notifier(database, List.of(everything("mail", MANY)), mail)) {
      Instant later = NOW;
      for (int i = 0; i < 9; i++) {
        notifier.pass(later);
        later = later.plus(Duration.ofDays(1));
      }
      assertThat(mail.messages()).hasSize(7);
      assertThat(Rows.of(database, "SELECT state, attempts, error FROM deliveries"))
          .containsExactly("DEAD 7 no route");

      up[0] = true;
      assertThat(deliveries.resendFailed(later)).isEqualTo(1);
      assertThat(notifier.pass(later)).isEqualTo(1);
      assertThat(deliveries.resendFailed(later)).isZero();
    }

    assertThat(mail.messages().stream().map(Message::id).distinct()).hasSize(1);
    assertThat(Rows.of(database, "SELECT state, attempts, error FROM deliveries"))
        .containsExactly("SENT 1 null");
  }

  @Test
  void refusalIsFinal(Database database) throws SQLException {
    TestChannel mail = new TestChannel("mail", message -> new Outcome.Refused("410 gone"));
    Events.write(database, Events.ingestFailed());

    try (Notifier notifier = notifier(database, List.of(everything("mail", MANY)), mail)) {
      notifier.pass(NOW);
      assertThat(notifier.pass(NOW.plus(Duration.ofDays(30)))).isZero();
    }

    assertThat(Rows.of(database, "SELECT state, attempts, error FROM deliveries"))
        .containsExactly("DEAD 1 410 gone");
  }

  @Test
  void pauseAChannelAsksForHoldsForAllItsMessages(Database database) throws SQLException {
    TestChannel chat =
        new TestChannel("chat", message -> new Outcome.Failed("429", Duration.ofMinutes(20)));
    Events.write(database, Events.run(Kind.RUN_FAILED, "a", "r"));
    Events.write(database, Events.run(Kind.RUN_FAILED, "b", "r"));

    try (Notifier notifier = notifier(database, List.of(everything("chat", MANY)), chat)) {
      assertThat(notifier.pass(NOW)).isEqualTo(1);
      assertThat(notifier.pass(NOW.plusSeconds(1_199))).isZero();
      assertThat(notifier.pass(NOW.plusSeconds(1_200))).isEqualTo(1);
    }

    assertThat(chat.subjects())
        .containsExactly("FinanceFlow: a r failed", "FinanceFlow: a r failed");
  }

  @Test
  void brokenChannelIsTriedAgainAndDoesNotStopTheOther(Database database) throws SQLException {
    TestChannel broken =
        new TestChannel(
            "broken",
            message -> {
              throw new IllegalStateException("bug");
            });
    TestChannel mail = TestChannel.taking("mail");
    Rule both = new Rule("both", EnumSet.allOf(Kind.class), all(), List.of("broken", "mail"), MANY);
    Events.write(database, Events.ingestFailed());

    try (Notifier notifier = notifier(database, List.of(both), broken, mail)) {
      assertThat(notifier.pass(NOW)).isEqualTo(2);
    }

    assertThat(Rows.of(database, "SELECT channel, state, error FROM deliveries ORDER BY 1"))
        .containsExactly(
            "broken DUE the channel broke: java.lang.IllegalStateException", "mail SENT null");
  }

  @Test
  void senderThatDiedIsFollowedByAnotherAndItsLateWordRefused(Database database)
      throws SQLException {
    TestChannel mail = TestChannel.taking("mail");
    Events.write(database, Events.ingestFailed());
    new Router(database.jdbi(), new NotificationRules(List.of(), List.of(everything("mail", MANY))))
        .routeAll(NOW);
    ClaimRows dying = new ClaimRows(database.jdbi(), "mail");
    Claim claim = dying.next(NOW).orElseThrow();

    try (Notifier notifier = notifier(database, List.of(everything("mail", MANY)), mail)) {
      assertThat(notifier.pass(NOW.plusSeconds(299))).isZero();
      assertThat(notifier.pass(NOW.plusSeconds(300))).isEqualTo(1);
    }

    assertThat(mail.messages()).extracting(Message::id).containsExactly(claim.message().id());
    assertThat(dying.dead(claim, "late", NOW.plusSeconds(301))).isFalse();
    assertThat(dying.retry(claim, "late", NOW.plusSeconds(301))).isFalse();
    assertThat(dying.sent(claim, NOW.plusSeconds(301))).isFalse();
    assertThat(Rows.of(database, "SELECT state, attempts, error FROM deliveries"))
        .containsExactly("SENT 2 null");
  }

  @Test
  void whatExceedsTheLimitIsToldInOneDigest(Database database) throws SQLException {
    TestChannel mail = TestChannel.taking("mail");
    Rule rule = everything("mail", new Rule.Limit(3, Duration.ofMinutes(10)));
    for (int i = 0; i < 60; i++) {
      Events.write(database, Events.run(Kind.RUN_FAILED, "d" + i, "r"));
    }

    try (Notifier notifier = notifier(database, List.of(rule), mail)) {
      assertThat(notifier.pass(NOW)).isEqualTo(3);
      Events.write(database, Events.run(Kind.RUN_RECOVERED, "d0", "r"));
      assertThat(notifier.pass(NOW.plusSeconds(599))).isZero();
      assertThat(notifier.pass(NOW.plusSeconds(600))).isEqualTo(1);
      Events.write(database, Events.run(Kind.RUN_RECOVERED, "d1", "r"));
      assertThat(notifier.pass(NOW.plusSeconds(601))).isEqualTo(1);
    }

    assertThat(mail.subjects())
        .containsExactly(
            "FinanceFlow: d0 r failed",
            "FinanceFlow: d1 r failed",
            "FinanceFlow: d2 r failed",
            "FinanceFlow: 58 more events by rule everything",
            "FinanceFlow: d1 r succeeded again");
    Message digest = mail.messages().get(3);
    assertThat(digest.text().facts())
        .containsExactly(
            new Message.Line(
                "Rule", "everything: more messages than its limit, so here is the rest in one"),
            new Message.Line("run_failed", "57"),
            new Message.Line("run_recovered", "1"));
    assertThat(digest.text().blocks().get(0).value().lines())
        .hasSize(51)
        .startsWith("d3 r failed")
        .endsWith("and 8 more: ./financeflow notifications list");
    assertThat(Rows.of(database, "SELECT state, count(*) FROM deliveries GROUP BY 1"))
        .containsExactly("SENT 63");
  }

  @Test
  void digestThatIsGivenUpIsSentAgainWithItsEvents(Database database) throws SQLException {
    boolean[] up = {false};
    TestChannel mail =
        new TestChannel("mail", m -> up[0] ? new Outcome.Sent("ok") : new Outcome.Refused("no"));
    Rule rule = everything("mail", new Rule.Limit(1, Duration.ofMinutes(10)));
    Events.write(database, Events.run(Kind.RUN_FAILED, "a", "r"));
    Events.write(database, Events.run(Kind.RUN_FAILED, "b", "r"));
    Events.write(database, Events.run(Kind.RUN_FAILED, "c", "r"));
    Deliveries deliveries = new Deliveries(database.jdbi());
    Instant later = NOW.plusSeconds(600);

    try (Notifier notifier = notifier(database, List.of(rule), mail)) {
      notifier.pass(NOW);
      notifier.pass(later);
      assertThat(Rows.of(database, "SELECT state, count(*) FROM deliveries GROUP BY 1"))
          .containsExactly("DEAD 4");

      up[0] = true;
      assertThat(deliveries.latest(true, 10))
          .extracting(Deliveries.Delivery::headline)
          .containsExactly("2 events", "a r failed");
      assertThat(deliveries.resendFailed(later)).isEqualTo(2);
      assertThat(notifier.pass(later)).isEqualTo(2);
    }

    assertThat(mail.subjects().subList(2, 4))
        .containsExactlyInAnyOrder(
            "FinanceFlow: a r failed", "FinanceFlow: 2 more events by rule everything");
    assertThat(Rows.of(database, "SELECT state, count(*) FROM deliveries GROUP BY 1"))
        .containsExactly("SENT 4");
  }

  @Test
  void withoutRulesEventsAreKeptAndNobodyIsTold(Database database) throws SQLException {
    Events.write(database, Events.ingestFailed());

    try (Notifier notifier = new Notifier(database, List.of(), NotificationRules.NONE, CLOCK)) {
      assertThat(notifier.pass(NOW)).isZero();
    }

    assertThat(
            Rows.of(
                database,
                "SELECT event_key, routed_at AT TIME ZONE 'UTC', (SELECT count(*) FROM deliveries)"
                    + " FROM outbox"))
        .containsExactly("task_failed/daily_market/s1/ingest/-1/3/ 2026-03-13 22:15:00 0");
  }

  @Test
  void sentMessageIsSentAgainByHandAsANewOne(Database database) throws SQLException {
    TestChannel mail = TestChannel.taking("mail");
    Deliveries deliveries = new Deliveries(database.jdbi());
    Events.write(database, Events.ingestFailed());

    try (Notifier notifier = notifier(database, List.of(everything("mail", MANY)), mail)) {
      notifier.pass(NOW);
      long id = deliveries.latest(false, 1).get(0).id();
      assertThat(deliveries.resend(id, NOW)).isEqualTo(Deliveries.Resent.DUE);
      notifier.pass(NOW);
      assertThat(deliveries.resend(id + 1, NOW)).isEqualTo(Deliveries.Resent.UNKNOWN);
      assertThat(deliveries.resend(id, NOW)).isEqualTo(Deliveries.Resent.DUE);
      assertThat(new ClaimRows(database.jdbi(), "mail").next(NOW)).isPresent();
      assertThat(deliveries.resend(id, NOW)).isEqualTo(Deliveries.Resent.BEING_SENT);
    }

    assertThat(mail.messages().stream().map(Message::id).distinct()).hasSize(2);
  }

  @Test
  void settledEventsAreDeletedAndOthersStay(Database database) throws SQLException {
    TestChannel mail =
        new TestChannel(
            "mail",
            m ->
                m.text().subject().contains("stuck")
                    ? new Outcome.Failed("503")
                    : new Outcome.Sent("ok"));
    Rule rule = everything("mail", new Rule.Limit(2, Duration.ofMinutes(1)));
    Events.write(database, Events.run(Kind.RUN_FAILED, "stuck", "r"));
    Events.write(database, Events.run(Kind.RUN_FAILED, "b", "r"));
    Events.write(database, Events.run(Kind.RUN_FAILED, "c", "r"));
    Deliveries deliveries = new Deliveries(database.jdbi());

    try (Notifier notifier = notifier(database, List.of(rule), mail)) {
      notifier.pass(NOW);
      notifier.pass(NOW.plusSeconds(60));
      Events.write(database, Events.run(Kind.RUN_FAILED, "late", "r"));
    }

    assertThat(deliveries.deleteSettled(NOW.plusSeconds(60))).isEqualTo(1);
    assertThat(deliveries.deleteSettled(NOW.plusSeconds(61))).isEqualTo(1);
    assertThat(Rows.of(database, "SELECT dag_id FROM outbox ORDER BY 1"))
        .containsExactly("late", "stuck");
    assertThat(Rows.of(database, "SELECT state FROM deliveries")).containsExactly("DUE");
  }

  @Test
  void loopIsWokenByCommitsWhileAnotherChannelHangs(Database database) throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch hangs = new CountDownLatch(1);
    CountDownLatch told = new CountDownLatch(21);
    TestChannel hanging =
        new TestChannel(
            "hanging",
            message -> {
              hangs.countDown();
              awaited(release);
              return new Outcome.Sent("at last");
            });
    TestChannel mail =
        new TestChannel(
            "mail",
            message -> {
              told.countDown();
              return new Outcome.Sent("ok");
            });
    Rule both =
        new Rule("both", EnumSet.allOf(Kind.class), all(), List.of("hanging", "mail"), MANY);
    NotificationRules notifications = new NotificationRules(List.of(), List.of(both));
    Notifier notifier =
        new Notifier(database, List.of(hanging, mail), notifications, Clock.systemUTC());
    Thread loop = new Thread(notifier::run);
    try (notifier) {
      Events.write(database, Events.run(Kind.RUN_FAILED, "before", "r"));
      loop.start();
      assertThat(hangs.await(20, TimeUnit.SECONDS)).isTrue();

      for (int i : IntStream.range(0, 20).toArray()) {
        Events.write(database, Events.run(Kind.RUN_FAILED, "d" + i, "r"));
      }

      assertThat(told.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(hanging.messages()).hasSize(1);
      release.countDown();
    }
    loop.join(20_000);
    assertThat(loop.isAlive()).isFalse();
  }

  private static void awaited(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Notifier notifier(Database database, List<Rule> rules, Channel... channels) {
    return new Notifier(
        database, List.of(channels), new NotificationRules(List.of(), rules), CLOCK);
  }

  private static Rule everything(String channel, Rule.Limit limit) {
    return new Rule("everything", EnumSet.allOf(Kind.class), all(), List.of(channel), limit);
  }

  private static EnumSet<Kind> kinds(Kind kind) {
    return EnumSet.of(kind);
  }

  private static List<String> all() {
    return List.of("*");
  }
}
