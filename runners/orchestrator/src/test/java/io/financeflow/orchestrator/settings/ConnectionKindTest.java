package io.financeflow.orchestrator.settings;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionKindTest {

  private static Connection connection(ConnectionKind kind, String url, String user) {
    return new Connection("c", kind, url, new Credentials(user, "pw"), new JsonObject());
  }

  @ParameterizedTest
  @CsvSource({
    "POSTGRES, postgresql://h:1/d?sslmode=require, u",
    "POSTGRES, jdbc:postgresql://h/d, u",
    "HTTP, https://api.example:8443/v1?page=2, ''",
    "HTTP, http://localhost, u",
    "SMTP, smtp://mail.example:587, u",
    "SMTP, smtps://mail.example, ''",
    "OTHER, '', ''",
    "OTHER, s3://bucket/path, u",
  })
  void urlOfTheKindIsTaken(ConnectionKind kind, String url, String user) {
    assertThatCode(() -> connection(kind, url, user)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          POSTGRES | postgresql://h/d | '' | a postgres connection needs a user: give --user
          POSTGRES | https://h/d | u | The database URL cannot be read: it does not have that form. Expected postgresql://user:password@host:port/database, with special characters in user and password percent-encoded
          POSTGRES | postgresql://u:pw@h/d | u | url must not carry user, password or token, as it is shown: give --user, --password or --extra
          POSTGRES | jdbc:postgresql://h/d?user=x | u | url must not carry user, password or token, as it is shown: give --user, --password or --extra
          HTTP | https://me@h/d | '' | url must not carry user, password or token, as it is shown: give --user, --password or --extra
          HTTP | https://h/d?a=1&Api_Key=x | '' | url must not carry user, password or token, as it is shown: give --user, --password or --extra
          HTTP | ftp://h | '' | url must be https://host[:port][/path] but was 'ftp://h'
          HTTP | https:// | '' | url must be https://host[:port][/path] but was 'https://'
          SMTP | mail.example | '' | url must be smtp://host[:port] or smtps://host[:port] but was 'mail.example'
          SMTP | smtp://h:99999 | '' | url must be smtp://host[:port] or smtps://host[:port] but was 'smtp://h:99999'
          """)
  void urlOfAnotherKindIsRefused(ConnectionKind kind, String url, String user, String message) {
    assertThatThrownBy(() -> connection(kind, url, user))
        .isInstanceOf(InvalidSetting.class)
        .hasMessage("connection 'c': " + message);
  }
}
