package io.financeflow.orchestrator.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.financeflow.orchestrator.notify.ChannelSettings.Envelope;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.util.Date;
import java.util.List;

/** A message as mail: the same in plain text and in HTML. */
final class Mail {
  private Mail() {}

  /**
   * Its Message-ID and Date follow from the message alone, so every attempt sends the same mail.
   */
  static MimeMessage of(Session session, Envelope envelope, Message message)
      throws MessagingException {
    InternetAddress from = address(envelope.from());
    MimeMessage mail = new MimeMessage(session);
    mail.setFrom(from);
    mail.setRecipients(RecipientType.TO, addresses(envelope.to()));
    mail.setRecipients(RecipientType.CC, addresses(envelope.cc()));
    mail.setSubject(message.text().subject(), UTF_8.name());
    mail.setSentDate(Date.from(message.at()));
    mail.setContent(
        new MimeMultipart(
            "alternative",
            part(MailText.plain(message.text()), "plain"),
            part(MailText.html(message.text()), "html")));
    // Keeps vacation notices from answering: RFC 3834.
    mail.setHeader("Auto-Submitted", "auto-generated");
    mail.saveChanges();
    String domain = from.getAddress().substring(from.getAddress().indexOf('@') + 1);
    mail.setHeader("Message-ID", "<" + message.id() + "@" + domain + ">");
    return mail;
  }

  private static MimeBodyPart part(String text, String subtype) throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    part.setText(text, UTF_8.name(), subtype);
    return part;
  }

  private static InternetAddress[] addresses(List<String> texts) {
    return texts.stream().map(Mail::address).toArray(InternetAddress[]::new);
  }

  /** Reads an address; one that is not of the form {@code name@host} is refused. */
  static InternetAddress address(String text) {
    try {
      InternetAddress address = new InternetAddress(text, true);
      if (address.getAddress().indexOf('@') > 0) {
        return address;
      }
    } catch (AddressException notAnAddress) {
      // Told below.
    }
    throw new IllegalArgumentException(
        "a mail address is written like ops@example.com or Ops <ops@example.com>, not '"
            + text
            + "'");
  }
}
