package io.financeflow.schema.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseSettingsTest {

  private static final String BASE = "jdbc:postgresql://";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          # DATABASE URL                                        | URL WITHOUT CREDENTIALS       | USER  | PASSWORD
          postgres://ann:secret@db.example.com:6543/prices      | db.example.com:6543/prices    | ann   | secret
          postgresql://ann:secret@db/prices                     | db:5432/prices                | ann   | secret
          postgresql://ann:secret@/prices                       | localhost:5432/prices         | ann   | secret
          postgresql:///prices?user=ann&password=secret         | localhost:5432/prices         | ann   | secret
          jdbc:postgresql://db:1/p?user=ann&password=secret     | db:1/p                        | ann   | secret
          jdbc:postgresql://ann:secret@db/p                     | db:5432/p                     | ann   | secret
          postgres://ann@db/p                                   | db:5432/p                     | ann   | ""
          postgres://ann:@db/p                                  | db:5432/p                     | ann   | ""
          postgres://a%40b:p%40%3A%2F%3F%23%25%26+s%20t@db/p    | db:5432/p                     | a@b   | p@:/?#%&+s t
          postgres://ann:p@ss:w=rd#!@db/p                       | db:5432/p                     | ann   | p@ss:w=rd#!
          postgres://%C3%A4nn:%E2%82%AC@db/p                    | db:5432/p                     | änn   | €
          jdbc:postgresql://db/p?user=ann&password=a%2Bb+c      | db:5432/p                     | ann   | a+b c
          postgres://db/p?user=ann&password=a+b                 | db:5432/p                     | ann   | a+b
          postgres://ann:secret@db/p?sslmode=require            | db:5432/p?sslmode=require     | ann   | secret
          postgres://db/p?a=1&user=ann&password=x&b=2           | db:5432/p?a=1&b=2             | ann   | x
          postgres://ann:x@db/p?application_name=my%20job       | db:5432/p?ApplicationName=my%20job | ann | x
          postgres://ann:x@db/p?connect_timeout=3               | db:5432/p?connectTimeout=3    | ann   | x
          postgres://ann:x@db/my%20prices                       | db:5432/my%20prices           | ann   | x
          postgres://ann:x@[::1]:7/p                            | [::1]:7/p                     | ann   | x
          postgres://ann:x@a:1,b/p?targetServerType=primary     | a:1,b:5432/p?targetServerType=primary | ann | x
          postgres://ann:x@db/p?options=-c%20search_path%3Da%26b | db:5432/p?options=-c%20search_path%3Da%26b | ann | x
          """)
  void urlsAreTakenApart(String databaseUrl, String url, String user, String password) {
    DatabaseSettings settings = DatabaseSettings.parse(databaseUrl);

    assertThat(settings).isEqualTo(new DatabaseSettings(BASE + url, user, password));
  }

  @Test
  void userAndPasswordOutsideTheUrlFillWhatItLacks() {
    assertThat(DatabaseSettings.parse("postgres://db/p", "bob", "word"))
        .isEqualTo(new DatabaseSettings(BASE + "db:5432/p", "bob", "word"));
    assertThat(DatabaseSettings.parse("postgres://ann:secret@db/p", "bob", "word"))
        .isEqualTo(new DatabaseSettings(BASE + "db:5432/p", "ann", "secret"));
    assertThat(DatabaseSettings.parse("postgres://ann@db/p", "bob", "word"))
        .isEqualTo(new DatabaseSettings(BASE + "db:5432/p", "ann", "word"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mysql://ann:hunter2@db/p            | it does not have that form
          ann:hunter2@db/p                    | it does not have that form
          jdbc:postgresql:hunter2             | it does not have that form
          postgres://ann:hunter2@db           | it must name one database after the host
          postgres://ann:hunter2@db/          | it must name one database after the host
          postgres://ann:hunter2@db/a/b       | it must name one database after the host
          postgres://ann:hunter2@db:0/p       | its port must be 1 to 65535
          postgres://ann:hunter2@db:65536/p   | its port must be 1 to 65535
          postgres://ann:hunter2@db:port/p    | a host or port in it is not valid
          postgres://ann:hunter2/more@db/p    | it must name one database after the host
          postgres://ann:hunter2/more         | a host or port in it is not valid
          postgres://ann:hunter2%@db/p        | a percent sign in it is not followed by two hexadecimal digits
          postgres://ann:hunter2%zz@db/p      | a percent sign in it is not followed by two hexadecimal digits
          postgres://ann:hunter2@db/p?sslmode | after the question mark it must have name=value pairs
          postgres://db/p?password=hunter2    | it names no user
          postgres://:hunter2@db/p            | it names no user
          """)
  void wrongUrlsAreRefusedWithoutRepeatingThem(String databaseUrl, String why) {
    assertThatThrownBy(() -> DatabaseSettings.parse(databaseUrl))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The database URL cannot be read: "
                + why
                + ". Expected postgresql://user:password@host:port/database, with special characters"
                + " in user and password percent-encoded")
        .hasNoCause();
  }

  @Test
  void partsAreTakenAsTheyAre() {
    assertThat(DatabaseSettings.of("db", 6543, "my prices%", "a%b", "c+d"))
        .isEqualTo(new DatabaseSettings(BASE + "db:6543/my%20prices%25", "a%b", "c+d"));
    assertThatThrownBy(() -> DatabaseSettings.of("db", 0, "p", "ann", "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("port must be 1 to 65535 but was 0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:mysql://db/p",
        "jdbc:postgresql://ann:secret@db/p",
        "jdbc:postgresql://db/p?password=secret",
        "jdbc:postgresql://db/p?a=1&PASSWORD=secret"
      })
  void credentialsInTheUrlAreRefused(String url) {
    assertThatThrownBy(() -> new DatabaseSettings(url, "ann", "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .doesNotContain("secret");
  }

  @Test
  void passwordsAreNotShown() {
    assertThat(DatabaseSettings.parse("postgres://ann:secret@db/p?sslpassword=hush&sslmode=allow"))
        .hasToString(
            "DatabaseSettings[url=jdbc:postgresql://db:5432/p?sslpassword=***&sslmode=allow,"
                + " user=ann, password=***]");
  }

  @Test
  void theLocationIsHostPortAndDatabase() {
    assertThat(DatabaseSettings.parse("postgres://ann:x@db/p?sslmode=require").location())
        .isEqualTo("db:5432/p");
  }

  @Test
  void settingsTravelToWorkers() throws Exception {
    DatabaseSettings settings = DatabaseSettings.of("db", 5432, "p", "ann", "secret");

    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(settings);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(settings);
    }
  }
}
