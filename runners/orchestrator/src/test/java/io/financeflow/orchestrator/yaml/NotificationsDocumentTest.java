package io.financeflow.orchestrator.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.financeflow.orchestrator.notify.ChannelSettings;
import io.financeflow.orchestrator.notify.NotificationRules;
import io.financeflow.orchestrator.notify.Rule;
import io.financeflow.orchestrator.notify.RunEvent.Kind;
import io.financeflow.orchestrator.notify.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class NotificationsDocumentTest {
  private static final Map<String, String> SETTINGS =
      Map.of(
          "SMTP_USER", "robot",
          "SMTP_PASSWORD", "hidden1",
          "SLACK_WEBHOOK_URL", "https://hooks.slack.com/services/T/B/hidden2",
          "PAGER_SECRET", "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
          "BAD_URL", "ftp://hidden3",
          "BAD_KEY", "hidden4");

  @Test
  void exampleIsReadInFull() throws IOException {
    String text = Files.readString(Path.of("..", "deploy", "notifications.example.yaml"), UTF_8);

    NotificationRules read = read(text);

    assertThat(read.channels())
        .containsExactly(
            new ChannelSettings.Smtp(
                "ops_mail",
                new ChannelSettings.Server(
                    "smtp.example.com", 587, ChannelSettings.Security.STARTTLS),
                new ChannelSettings.Login("robot", new Secret("hidden1")),
                new ChannelSettings.Envelope(
                    "FinanceFlow <financeflow@example.com>",
                    List.of("ops@example.com"),
                    List.of())),
            new ChannelSettings.Slack(
                "ops_chat", new Secret("https://hooks.slack.com/services/T/B/hidden2")),
            new ChannelSettings.Webhook(
                "pager",
                new Secret("https://pager.example.com/financeflow"),
                new Secret("whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=")));
    assertThat(read.rules()).extracting(Rule::name).containsExactly("failures", "market_data");
    assertThat(read.rules().get(0).dags()).containsExactly("*");
    assertThat(read.rules().get(0).limit()).isEqualTo(new Rule.Limit(20, Duration.ofMinutes(10)));
    assertThat(read.rules().get(1).kinds())
        .containsExactlyInAnyOrder(Kind.RUN_FAILED, Kind.DEADLINE_MISSED);
    assertThat(read.rules().get(1).dags()).containsExactly("daily_*", "backfill_market");
    assertThat(read.rules().get(1).channels()).containsExactly("pager");
    assertThat(read.toString()).doesNotContain("hidden", "whsec_");
  }

  @Test
  void portFollowsFromSecurity() {
    NotificationRules read =
        read(
            """
            channels:
              a: {smtp: {host: h, security: tls, from: a@example.com, to: [b@example.com]}}
            """);

    assertThat(((ChannelSettings.Smtp) read.channels().get(0)).server().port()).isEqualTo(465);
  }

  @Test
  void everythingThatIsWrongIsToldWithItsPlaceAndRemedy() {
    String text =
        """
        channels:
          a: {smtp: {host: h, security: ssl, port: 70000, from: ops, to: []}}
          b: {slack: {url: "https://hooks.slack.com/services/hidden"}}
          c: {slack: {url: "${NOT_SET}"}}
          d: {webhook: {url: "${BAD_URL}", secret: "${PAGER_SECRET}"}}
          e: {webhook: {url: "https://example.com", secret: "${BAD_KEY}"}}
          f: {slak: {url: x}}
        rules:
          - {name: r, kinds: [task_faild], channels: [a, z], limits: {}}
          - {name: r, kinds: [task_failed], channels: [a], limit: {most: 0}}
        """;

    assertThat(problems(text))
        .containsExactly(
            "n.yaml:2:13: a mail server needs a host, and a port of 1 to 65535, but had 'h' and 70000",
            "n.yaml:2:33: unknown 'ssl'; known are plain, starttls, tls",
            "n.yaml:3:20: a secret does not stand in this file: write ${NAME} here, and NAME=... in the environment or financeflow.properties",
            "n.yaml:4:20: NOT_SET is not set: set it in the environment or financeflow.properties",
            "n.yaml:5:16: the url must be https://host/path (http only for this machine); it is not shown as it is secret",
            "n.yaml:6:16: a webhook's secret is whsec_ and base64 of 24 to 64 bytes: make one with echo whsec_$(head -c 32 /dev/urandom | base64)",
            "n.yaml:7:6: a channel has one of smtp, slack and webhook",
            "n.yaml:7:7: unknown field 'slak'; did you mean 'slack'? known are slack, smtp, webhook",
            "n.yaml:9:5: a rule needs a name, and at least one of kinds, dags and channels",
            "n.yaml:9:22: unknown 'task_faild'; did you mean 'task_failed'? known are approval_wanted, asset_renewed, dag_paused, deadline_missed, run_failed, run_recovered, run_succeeded, task_failed, task_retry",
            "n.yaml:9:46: unknown channel 'z'; did you mean 'a'? known are a, b, c, d, e, f",
            "n.yaml:9:54: unknown field 'limits'; did you mean 'limit'? known are channels, dags, kinds, limit, name",
            "n.yaml:10:6: two rules have this name: rename one",
            "n.yaml:10:59: a limit has most >= 1 and within 1s to 7d but had 0 and PT10M");
  }

  @Test
  void userWithoutPasswordIsAProblem() {
    assertThat(problems("channels:\n  a: {smtp: {host: h, user: u, from: a@b.de, to: [c@d.de]}}\n"))
        .containsExactly("n.yaml:2:13: user and password belong together: give both or none");
  }

  @Test
  void emptyFileSaysWhatBelongsIntoIt() {
    assertThat(problems(""))
        .containsExactly(
            "n.yaml:1:1: the file is empty: it must have the fields 'channels' and 'rules'");
  }

  private static NotificationRules read(String text) {
    return NotificationsDocument.read(
        "n.yaml", text, name -> Optional.ofNullable(SETTINGS.get(name)));
  }

  private static List<String> problems(String text) {
    InvalidFile invalid = catchThrowableOfType(InvalidFile.class, () -> read(text));
    assertThat(invalid.getMessage()).doesNotContain("hidden");
    return invalid.problems().stream().map(FileProblem::toString).toList();
  }
}
