package io.financeflow.orchestrator.notify;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/** What a failure of a mail server means: replies from 500 on, and wrong settings, are final. */
final class SmtpFault {
  private SmtpFault() {}

  static Outcome of(MessagingException fault, ChannelSettings.Smtp settings) {
    ChannelSettings.Server server = settings.server();
    String where = server.host() + ":" + server.port();
    String said = settings.login().password().hideIn(where + ": " + line(fault));
    if (fault instanceof AuthenticationFailedException) {
      return new Outcome.Refused(
          said + ": correct user and password of the channel, then send again by hand");
    }
    if (String.valueOf(fault.getMessage()).contains("STARTTLS is required")) {
      return new Outcome.Refused(said + ": correct the channel, then send again by hand");
    }
    return code(fault) >= 500 ? new Outcome.Refused(said) : new Outcome.Failed(said);
  }

  /** The server's reply code; 0 when it gave none. */
  private static int code(MessagingException fault) {
    int code = 0;
    for (Exception e = fault; e != null; e = next(e)) {
      if (e instanceof SMTPAddressFailedException address) {
        code = Math.max(code, address.getReturnCode());
      } else if (e instanceof SMTPSenderFailedException sender) {
        code = Math.max(code, sender.getReturnCode());
      } else if (e instanceof SMTPSendFailedException send) {
        code = Math.max(code, send.getReturnCode());
      }
    }
    return code;
  }

  private static String line(MessagingException fault) {
    StringBuilder line = new StringBuilder();
    for (Exception e = fault; e != null; e = next(e)) {
      String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      String text = message.strip().replaceAll("\\s*\\R\\s*", " ");
      if (line.indexOf(text) < 0) {
        line.append(line.isEmpty() ? "" : "; ").append(text);
      }
    }
    return line.toString();
  }

  private static @Nullable Exception next(Exception e) {
    return e instanceof MessagingException chained ? chained.getNextException() : null;
  }
}
