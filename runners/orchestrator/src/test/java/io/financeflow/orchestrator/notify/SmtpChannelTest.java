package io.financeflow.orchestrator.notify;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.financeflow.orchestrator.notify.ChannelSettings.Envelope;
import io.financeflow.orchestrator.notify.ChannelSettings.Login;
import io.financeflow.orchestrator.notify.ChannelSettings.Security;
import io.financeflow.orchestrator.notify.ChannelSettings.Server;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class SmtpChannelTest {
  private static final UUID ID = UUID.fromString("6f1c1f3e-0000-4000-8000-000000000001");
  private static final Instant NOW = Instant.parse("2026-03-13T22:15:00Z");
  private static final Login NOBODY = new Login("", new Secret(""));
  private static final Login SOMEBODY = new Login("robot", new Secret("correct horse"));
  private static final Envelope ENVELOPE =
      new Envelope(
          "FinanceFlow <flow@example.com>",
          List.of("ops@example.com", "dev@example.com"),
          List.of("boss@example.com"));

  @Test
  void mailArrivesInPlainTextAndHtml() throws Exception {
    GreenMail server = greenMail();
    try {
      Outcome outcome =
          channel(server.getSmtp().getPort(), Security.PLAIN, NOBODY)
              .send(Wording.event(ID, Events.ingestFailed()), NOW);

      assertThat(outcome).isEqualTo(new Outcome.Sent("127.0.0.1 accepted the mail"));
      MimeMessage[] mails = server.getReceivedMessages();
      assertThat(mails).hasSize(3);
      MimeMessage mail = mails[0];
      assertThat(mail.getHeader("Subject"))
          .containsExactly("FinanceFlow: daily_market.ingest 2026-03-13 failed (attempt 3 of 3)");
      assertThat(mail.getHeader("From")).containsExactly("FinanceFlow <flow@example.com>");
      assertThat(mail.getHeader("To")).containsExactly("ops@example.com, dev@example.com");
      assertThat(mail.getHeader("Cc")).containsExactly("boss@example.com");
      assertThat(mail.getHeader("Message-ID"))
          .containsExactly("<6f1c1f3e-0000-4000-8000-000000000001@example.com>");
      assertThat(mail.getSentDate().toInstant()).isEqualTo(Events.AT);
      assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
      assertThat(mail.getContentType()).startsWith("multipart/alternative");
      assertThat(part(mail, 0, "text/plain"))
          .isEqualTo(
              """
              FinanceFlow: daily_market.ingest 2026-03-13 failed (attempt 3 of 3)

              Task     daily_market.ingest
              Run      s1
              Dates    2026-03-13
              Attempt  3 of 3
              Error    infrastructure
              Message  HTTP 503 <&> from vendor
              Host     worker-2
              At       2026-03-13T22:14:05Z

              Detail:
                at line 1
                at line 2

              See the log:
                ./financeflow runs logs daily_market s1 --task ingest --attempt 3

              Run again:
                ./financeflow runs clear daily_market s1
              """);
      assertThat(part(mail, 1, "text/html"))
          .contains("<td>HTTP 503 &lt;&amp;&gt; from vendor</td>")
          .contains("<pre>./financeflow runs clear daily_market s1</pre>");
    } finally {
      server.stop();
    }
  }

  @Test
  void everyAttemptSendsTheSameMail() throws Exception {
    GreenMail server = greenMail();
    try {
      Channel channel = channel(server.getSmtp().getPort(), Security.PLAIN, NOBODY);
      channel.send(Wording.event(ID, Events.ingestFailed()), NOW);
      channel.send(Wording.event(ID, Events.ingestFailed()), NOW.plusSeconds(600));

      assertThat(server.getReceivedMessages())
          .extracting(mail -> mail.getMessageID() + mail.getSentDate())
          .hasSize(6)
          .containsOnly(
              "<6f1c1f3e-0000-4000-8000-000000000001@example.com>" + Date.from(Events.AT));
    } finally {
      server.stop();
    }
  }

  @Test
  void subjectCannotSmuggleHeaders() throws Exception {
    GreenMail server = greenMail();
    try {
      RunEvent event =
          new RunEvent(
              RunEvent.Kind.RUN_FAILED,
              RunEvent.Subject.run("d\r\nBcc: thief@example.com", "r\u2028\n"),
              RunEvent.Cause.NONE,
              null,
              new RunEvent.Origin(NOW, ""));

      channel(server.getSmtp().getPort(), Security.PLAIN, NOBODY)
          .send(Wording.event(ID, event), NOW);

      MimeMessage mail = server.getReceivedMessages()[0];
      assertThat(mail.getSubject()).isEqualTo("FinanceFlow: d Bcc: thief@example.com r failed");
      assertThat(mail.getHeader("Bcc")).isNull();
      assertThat(server.getReceivedMessages()).hasSize(3);
    } finally {
      server.stop();
    }
  }

  @Test
  void loginIsMadeAndAWrongPasswordIsFinalAndNotShown() {
    GreenMail server = greenMail();
    try {
      server.setUser("robot@example.com", "robot", "correct horse");
      server.getUserManager().setAuthRequired(true);
      int port = server.getSmtp().getPort();

      Outcome right = channel(port, Security.PLAIN, SOMEBODY).send(test(), NOW);
      Outcome wrong =
          channel(port, Security.PLAIN, new Login("robot", new Secret("battery")))
              .send(test(), NOW);

      assertThat(right).isInstanceOf(Outcome.Sent.class);
      assertThat(wrong).isInstanceOf(Outcome.Refused.class);
      assertThat(wrong.text())
          .startsWith("127.0.0.1:" + port + ": 535 ")
          .endsWith("correct user and password of the channel, then send again by hand")
          .doesNotContain("battery");
    } finally {
      server.stop();
    }
  }

  @Test
  void certificateNobodyTrustsIsNotAccepted(@TempDir Path folder) throws Exception {
    TestCertificate certificate = TestCertificate.of("ip:127.0.0.1", folder);
    try (TlsSmtpServer server = new TlsSmtpServer(certificate, true)) {
      Outcome outcome = channel(server.port(), Security.TLS, SOMEBODY).send(test(), NOW);

      assertThat(outcome).isInstanceOf(Outcome.Failed.class);
      assertThat(outcome.text()).contains("unable to find valid certification path");
      assertThat(server.heard()).containsExactly("gone");
    }
  }

  @Test
  void starttlsComesBeforeLoginAndMail(@TempDir Path folder) throws Exception {
    TestCertificate certificate = TestCertificate.of("ip:127.0.0.1", folder);
    try (TlsSmtpServer server = new TlsSmtpServer(certificate, false)) {
      Outcome outcome =
          channel(server.port(), Security.STARTTLS, SOMEBODY, trusting(certificate))
              .send(test(), NOW);

      assertThat(outcome).isEqualTo(new Outcome.Sent("127.0.0.1 accepted the mail"));
      assertThat(server.heard())
          .extracting(line -> line.replaceFirst("EHLO .*", "EHLO"))
          .containsExactly(
              "plain EHLO",
              "plain STARTTLS",
              "tls EHLO",
              "tls AUTH PLAIN cm9ib3QAcm9ib3QAY29ycmVjdCBob3JzZQ==",
              "tls MAIL FROM:<flow@example.com>",
              "tls RCPT TO:<ops@example.com>",
              "tls RCPT TO:<dev@example.com>",
              "tls RCPT TO:<boss@example.com>",
              "tls DATA",
              "tls QUIT");
    }
  }

  @Test
  void implicitTlsBeginsWithTheFirstByte(@TempDir Path folder) throws Exception {
    TestCertificate certificate = TestCertificate.of("ip:127.0.0.1", folder);
    try (TlsSmtpServer server = new TlsSmtpServer(certificate, true)) {
      Outcome outcome =
          channel(server.port(), Security.TLS, NOBODY, trusting(certificate)).send(test(), NOW);

      assertThat(outcome).isEqualTo(new Outcome.Sent("127.0.0.1 accepted the mail"));
      assertThat(server.heard())
          .contains("tls DATA", "tls QUIT")
          .allSatisfy(line -> assertThat(line).startsWith("tls "));
    }
  }

  @Test
  void certificateOfAnotherServerIsNotAccepted(@TempDir Path folder) throws Exception {
    TestCertificate certificate = TestCertificate.of("dns:example.com", folder);
    try (TlsSmtpServer server = new TlsSmtpServer(certificate, false)) {
      Outcome outcome =
          channel(server.port(), Security.STARTTLS, SOMEBODY, trusting(certificate))
              .send(test(), NOW);

      assertThat(outcome).isInstanceOf(Outcome.Failed.class);
      assertThat(server.heard()).noneMatch(line -> line.contains("AUTH"));
    }
  }

  private static SocketFactory trusting(TestCertificate certificate) {
    return certificate.context().getSocketFactory();
  }

  @Test
  void serverWithoutStarttlsIsSentNothing() {
    GreenMail server = greenMail();
    try {
      Outcome outcome =
          channel(server.getSmtp().getPort(), Security.STARTTLS, SOMEBODY).send(test(), NOW);

      assertThat(outcome).isInstanceOf(Outcome.Refused.class);
      assertThat(outcome.text())
          .endsWith(
              "STARTTLS is required but host does not support STARTTLS: correct the channel, then"
                  + " send again by hand");
      assertThat(server.getReceivedMessages()).isEmpty();
    } finally {
      server.stop();
    }
  }

  @Test
  void serverThatAcceptsAndNeverAnswersIsGivenUp() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Outcome outcome =
          new SmtpChannel(
                  settings(silent.getLocalPort(), Security.PLAIN, NOBODY),
                  Duration.ofMillis(500),
                  SSLSocketFactory.getDefault())
              .send(test(), NOW);

      assertThat(outcome).isInstanceOf(Outcome.Failed.class);
      assertThat(outcome.text()).contains("Read timed out");
    }
  }

  @Test
  void serverThatIsNotThereIsTriedAgain() throws IOException {
    int port;
    try (ServerSocket gone = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      port = gone.getLocalPort();
    }

    Outcome outcome = channel(port, Security.PLAIN, NOBODY).send(test(), NOW);

    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    assertThat(outcome.text()).contains("Connection refused");
  }

  @Test
  void replyOf4xxIsTriedAgainAndOf5xxIsFinal() throws Exception {
    assertThat(answering("450 4.2.1 mailbox busy").text()).contains("450 4.2.1 mailbox busy");
    assertThat(answering("450 4.2.1 mailbox busy")).isInstanceOf(Outcome.Failed.class);
    assertThat(answering("550 5.1.1 no such user")).isInstanceOf(Outcome.Refused.class);
  }

  /** A server of few words: it refuses every recipient in that way. */
  private static Outcome answering(String toRecipients) throws Exception {
    try (ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread server = new Thread(() -> serve(listening, toRecipients));
      server.start();
      Outcome outcome = channel(listening.getLocalPort(), Security.PLAIN, NOBODY).send(test(), NOW);
      server.join();
      return outcome;
    }
  }

  private static void serve(ServerSocket listening, String toRecipients) {
    try (Socket socket = listening.accept();
        BufferedReader in =
            new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII))) {
      say(socket, "220 here");
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        say(socket, line.startsWith("RCPT") ? toRecipients : "250 ok");
      }
    } catch (IOException gone) {
      // The client has hung up, as it may.
    }
  }

  private static void say(Socket socket, String line) throws IOException {
    socket.getOutputStream().write((line + "\r\n").getBytes(US_ASCII));
  }

  @Test
  void addressesAreCheckedWhenTheyAreConfigured() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Envelope("flow@example.com", List.of("ops"), List.of()))
        .withMessage(
            "a mail address is written like ops@example.com or Ops <ops@example.com>, not 'ops'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Envelope("flow@example.com", List.of(), List.of()))
        .withMessage("'to' needs at least one address");
  }

  private static Message test() {
    return Wording.test(ID, "mail", NOW);
  }

  private static GreenMail greenMail() {
    GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    server.start();
    return server;
  }

  private static Channel channel(int port, Security security, Login login) {
    return channel(port, security, login, SSLSocketFactory.getDefault());
  }

  private static Channel channel(int port, Security security, Login login, SocketFactory tls) {
    return new SmtpChannel(settings(port, security, login), Duration.ofSeconds(20), tls);
  }

  private static ChannelSettings.Smtp settings(int port, Security security, Login login) {
    return new ChannelSettings.Smtp(
        "mail", new Server("127.0.0.1", port, security), login, ENVELOPE);
  }

  private static String part(MimeMessage mail, int index, String type) throws Exception {
    MimeMultipart parts = (MimeMultipart) mail.getContent();
    assertThat(parts.getCount()).isEqualTo(2);
    assertThat(parts.getBodyPart(index).getContentType()).startsWith(type);
    return ((String) parts.getBodyPart(index).getContent()).replace("\r\n", "\n");
  }
}
