package io.financeflow.orchestrator.notify;

import io.financeflow.orchestrator.notify.ChannelSettings.Security;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import javax.net.SocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mail by SMTP, a connection per message; every wait for the server ends with the time-out.
 *
 * <p>A server that took the mail while its answer was lost gets it again with the same Message-ID.
 */
final class SmtpChannel implements Channel {
  private static final Logger LOG = LoggerFactory.getLogger(SmtpChannel.class);

  private final ChannelSettings.Smtp settings;
  private final Session session;

  SmtpChannel(ChannelSettings.Smtp settings, Duration timeout, SocketFactory tls) {
    this.settings = settings;
    Properties properties = properties(settings, timeout);
    properties.put("mail.smtp.ssl.socketFactory", tls);
    // A server whose certificate is refused is not asked a second time in another way.
    properties.setProperty("mail.smtp.socketFactory.fallback", "false");
    this.session = Session.getInstance(properties);
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public Outcome send(Message message, Instant now) {
    try {
      MimeMessage mail = Mail.of(session, settings.envelope(), message);
      Transport transport = session.getTransport("smtp");
      try {
        connect(transport);
        transport.sendMessage(mail, mail.getAllRecipients());
        return new Outcome.Sent(settings.server().host() + " accepted the mail");
      } finally {
        close(transport);
      }
    } catch (MessagingException e) {
      return SmtpFault.of(e, settings);
    }
  }

  /** Saying good-bye may fail: that changes nothing about the mail. */
  private static void close(Transport transport) {
    try {
      transport.close();
    } catch (MessagingException e) {
      LOG.debug("the mail server did not say good-bye: {}", e.toString());
    }
  }

  private void connect(Transport transport) throws MessagingException {
    ChannelSettings.Login login = settings.login();
    if (login.user().isEmpty()) {
      transport.connect();
    } else {
      transport.connect(login.user(), login.password().value());
    }
  }

  private static Properties properties(ChannelSettings.Smtp settings, Duration timeout) {
    ChannelSettings.Server server = settings.server();
    String millis = String.valueOf(timeout.toMillis());
    boolean starttls = server.security() == Security.STARTTLS;
    Properties properties = new Properties();
    properties.setProperty("mail.smtp.host", server.host());
    properties.setProperty("mail.smtp.port", String.valueOf(server.port()));
    properties.setProperty("mail.smtp.connectiontimeout", millis);
    properties.setProperty("mail.smtp.timeout", millis);
    properties.setProperty("mail.smtp.writetimeout", millis);
    properties.setProperty("mail.smtp.auth", String.valueOf(!settings.login().user().isEmpty()));
    properties.setProperty("mail.smtp.starttls.enable", String.valueOf(starttls));
    properties.setProperty("mail.smtp.starttls.required", String.valueOf(starttls));
    properties.setProperty(
        "mail.smtp.ssl.enable", String.valueOf(server.security() == Security.TLS));
    properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    properties.setProperty("mail.smtp.quitwait", "false");
    return properties;
  }
}
