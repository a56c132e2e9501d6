package io.financeflow.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.DatabaseSettings;
import io.financeflow.schema.db.PostgresExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code pools}, {@code variables} and {@code connections}. */
@ExtendWith(PostgresExtension.class)
class SettingsCommandsTest {
  private static final String KEY_B = "QkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkI=";

  private final DatabaseSettings database;
  private final Tables tables;
  @TempDir private Path directory = Path.of("");
  private Cli cli = Cli.bare();

  SettingsCommandsTest(Database database) {
    this.database = database.settings();
    this.tables = new Tables(database);
  }

  @BeforeEach
  void live() {
    cli = Cli.in(directory).with(database).with("FINANCEFLOW_HOME", home().toString());
  }

  private Path home() {
    return directory.resolve("home");
  }

  private String succeed(String... args) {
    Cli.Result result = cli.run(args);
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    return result.out();
  }

  private String fail(int exitCode, String... args) {
    Cli.Result result = cli.run(args);
    assertThat(result.out()).isEmpty();
    assertThat(result.exitCode()).isEqualTo(exitCode);
    return result.err();
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }

  @Test
  void poolsAreSetAndListed() {
    assertThat(succeed("pools", "list"))
        .isEqualTo(
            """
            name     slots  taken  about
            --------------------------------------------------
            default    128      0  For tasks that name no pool
            """);
    assertThat(succeed("pools", "set", "vendor", "2", "--about", "two at once"))
        .isEqualTo("added: vendor\n");
    assertThat(succeed("pools", "set", "vendor", "3")).isEqualTo("changed: vendor\n");
    assertThat(succeed("pools", "set", "vendor", "3")).isEqualTo("unchanged: vendor\n");
    assertThat(succeed("pools", "get", "vendor"))
        .isEqualTo(
            """
            name    slots  taken  about
            ---------------------------------
            vendor      3      0  two at once
            """);
    assertThat(succeed("pools", "get", "vendor", "--json"))
        .isEqualTo("{\"name\":\"vendor\",\"slots\":3,\"taken\":0,\"about\":\"two at once\"}\n");
    assertThat(succeed("pools", "delete", "vendor")).isEqualTo("deleted: vendor\n");
    assertThat(succeed("pools", "list", "-o", "yaml"))
        .isEqualTo(
            """
            - name: default
              slots: 128
              taken: 0
              about: For tasks that name no pool
            """);
  }

  @Test
  void wrongPoolsAreRefusedInOneLine() {
    assertThat(fail(2, "pools", "delete", "default"))
        .isEqualTo(
            "error: the pool default always exists: set its slots instead, 0 lets nothing of it start\n");
    assertThat(fail(2, "pools", "set", "x", "-1"))
        .isEqualTo("error: slots of pool 'x' must be >= 0 but was -1\n");
    assertThat(fail(2, "pools", "get", "defualt"))
        .isEqualTo("error: no pool 'defualt'; did you mean 'default'? known are default\n");
  }

  @Test
  void poolsAreImportedAllOrNone() throws IOException {
    String good =
        file("pools.yaml", "- {name: vendor, slots: 2, about: x}\n- {name: default, slots: 64}\n");

    assertThat(succeed("pools", "import", good))
        .isEqualTo("name     change\n----------------\nvendor   added\ndefault  changed\n");
    assertThat(succeed("pools", "import", good, "-o", "json"))
        .isEqualTo(
            "[{\"name\":\"vendor\",\"change\":\"unchanged\"},{\"name\":\"default\",\"change\":\"unchanged\"}]\n");
    assertThat(succeed("pools", "export", "-o", "yaml"))
        .isEqualTo(
            """
            - name: default
              slots: 64
              about: For tasks that name no pool
            - name: vendor
              slots: 2
              about: x
            """);
    String bad = file("bad.json", "[{\"name\":\"a\",\"slots\":1},{\"name\":\"b\",\"slots\":1.5}]");
    assertThat(fail(2, "pools", "import", bad))
        .isEqualTo("error: " + bad + ", entry 2: slots must be a whole number\n");
    String less = file("less.json", "[{\"name\":\"a\",\"slots\":1},{\"name\":\"b\"}]");
    assertThat(fail(2, "pools", "import", less))
        .isEqualTo("error: " + less + ", entry 2: has no slots\n");
    assertThat(tables.column("SELECT pool FROM pools ORDER BY 1"))
        .containsExactly("default", "vendor");
  }

  @Test
  void variablesAreMaskedUnlessRevealed() {
    assertThat(succeed("variables", "list"))
        .isEqualTo("no variables: see ./financeflow variables set --help\n");
    assertThat(succeed("variables", "list", "-o", "json")).isEqualTo("[]\n");
    assertThat(succeed("variables", "set", "api_url", "https://api.example", "--about", "vendor"))
        .isEqualTo("added: api_url\n");
    succeed("variables", "set", "api_token", "hunter22");
    succeed("variables", "set", "pin", "4711", "--secret");
    succeed("variables", "set", "db", "{\"n\": 1, \"password\": \"x\"}", "--type", "json");
    succeed("variables", "set", "long", "x".repeat(61));

    assertThat(succeed("variables", "list"))
        .isEqualTo(
            """
            name       value                                                         secret  about
            ---------------------------------------------------------------------------------------
            api_token  ***                                                           true
            api_url    https://api.example                                           false   vendor
            db         {"n":1,"password":"***"}                                      false
            long       %s...  false
            pin        ***                                                           true
            """
                .formatted("x".repeat(57)));
    assertThat(succeed("variables", "get", "api_url")).isEqualTo("https://api.example\n");
    assertThat(succeed("variables", "get", "api_token")).isEqualTo("***\n");
    assertThat(succeed("variables", "get", "api_token", "--reveal")).isEqualTo("hunter22\n");
    assertThat(succeed("variables", "get", "db", "--reveal", "--json"))
        .isEqualTo(
            "{\"name\":\"db\",\"value\":{\"n\":1,\"password\":\"x\"},\"secret\":false,\"about\":\"\"}\n");
  }

  @Test
  void setKeepsWhatItIsNotTold() throws IOException {
    succeed("variables", "set", "pin", "4711", "--secret", "--about", "of the door");
    String next = file("pin", "4712\n");

    assertThat(succeed("variables", "set", "pin", "--file", next)).isEqualTo("changed: pin\n");
    assertThat(succeed("variables", "get", "pin", "--json"))
        .isEqualTo(
            "{\"name\":\"pin\",\"value\":\"***\",\"secret\":true,\"about\":\"of the door\"}\n");
    assertThat(succeed("variables", "set", "pin", "4712", "--no-secret"))
        .isEqualTo("changed: pin\n");
    assertThat(succeed("variables", "get", "pin")).isEqualTo("4712\n");
  }

  @Test
  void wrongVariablesAreRefusedInOneLine() {
    assertThat(fail(2, "variables", "set", "a b", "x"))
        .isEqualTo(
            "error: the name of a variable must be 1 to 100 letters, digits, _, . or - but was 'a b'\n");
    assertThat(fail(2, "variables", "set", "a"))
        .isEqualTo("error: give the value of 'a' either as VALUE or with --file\n");
    assertThat(fail(2, "variables", "set", "a", "{hunter22}", "--type", "json"))
        .isEqualTo("error: the value of 'a' is not JSON: quote names and texts with \"\n");
    assertThat(fail(2, "variables", "set", "a", "null", "--type", "json"))
        .isEqualTo("error: variable 'a' must have a value: delete it instead\n");
    assertThat(fail(2, "variables", "set", "a", "--file", "no-such-file"))
        .isEqualTo("error: cannot read no-such-file as a text in UTF-8: correct its name\n");
    assertThat(fail(2, "variables", "delete", "a"))
        .isEqualTo("error: no variable 'a'; there are none\n");
  }

  @Test
  void exportLeavesSecretsOutAndImportKeepsThem() throws IOException {
    succeed("variables", "set", "api_url", "https://api.example");
    succeed("variables", "set", "api_token", "hunter22");
    String masked =
        """
        - name: api_token
          value: null
          secret: true
          about: ''
        - name: api_url
          value: https://api.example
          secret: false
          about: ''
        """;
    assertThat(succeed("variables", "export", "-o", "yaml")).isEqualTo(masked);
    String file = file("vars.yaml", masked);

    assertThat(succeed("variables", "import", file, "--json"))
        .isEqualTo(
            "[{\"name\":\"api_token\",\"change\":\"unchanged\"},{\"name\":\"api_url\",\"change\":\"unchanged\"}]\n");
    assertThat(succeed("variables", "get", "api_token", "--reveal")).isEqualTo("hunter22\n");
    succeed("variables", "delete", "api_token");
    succeed("variables", "delete", "api_url");
    assertThat(fail(2, "variables", "import", file))
        .isEqualTo("error: " + file + ", entry 1: 'api_token' has no value and is not stored\n");
    assertThat(tables.number("SELECT count(*) FROM variables")).isZero();
  }

  @Test
  void revealedExportIsForItsOwnerAndReadsBack() throws IOException {
    succeed("variables", "set", "api_token", "hunter22", "--about", "of the vendor");
    succeed("variables", "set", "n", "[1, 2.50, \"x\"]", "--type", "json");
    String file = file("vars.json", "old");

    assertThat(succeed("variables", "export", file, "--reveal"))
        .isEqualTo("exported: 2 to " + file + "\n");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(file))))
        .isEqualTo("rw-------");
    succeed("variables", "delete", "api_token");
    succeed("variables", "set", "n", "other");
    assertThat(succeed("variables", "import", file))
        .isEqualTo("name       change\n------------------\napi_token  added\nn          changed\n");
    assertThat(succeed("variables", "get", "api_token", "--reveal")).isEqualTo("hunter22\n");
    assertThat(succeed("variables", "get", "n")).isEqualTo("[1,2.5,\"x\"]\n");
  }

  @Test
  void wrongFilesAreRefusedWithTheirPlace() throws IOException {
    String masked = file("list.json", "[{\"name\":\"a\",\"value\":\"***\"}]");
    assertThat(fail(2, "variables", "import", masked))
        .isEqualTo(
            "error: %s, entry 1: value is masked: use export, which leaves it out, or export --reveal%n"
                .formatted(masked));
    String field = file("field.yaml", "- name: a\n  vlaue: 1\n");
    assertThat(fail(2, "variables", "import", field))
        .isEqualTo(
            "error: %s, entry 1: unknown field 'vlaue'; did you mean 'value'? known are about, name, secret, value%n"
                .formatted(field));
    String object = file("object.yaml", "a: 1\n");
    assertThat(fail(2, "variables", "import", object))
        .isEqualTo("error: " + object + " must be a list of objects, as export writes it\n");
    String twice = file("twice.yaml", "- {name: a, value: 1}\n- {name: a, value: 2}\n");
    assertThat(fail(2, "variables", "import", twice))
        .isEqualTo("error: variable 'a' is set twice: leave one\n");
    assertThat(succeed("variables", "import", file("none.json", "[]")))
        .isEqualTo("nothing to import\n");
    assertThat(tables.number("SELECT count(*) FROM variables")).isZero();
  }

  @Test
  void connectionsAreMaskedUnlessRevealed() throws IOException {
    assertThat(succeed("connections", "list"))
        .isEqualTo("no connections: see ./financeflow connections set --help\n");
    String password = file("pw", "swordfish\n");
    assertThat(
            succeed(
                "connections",
                "set",
                "wh",
                "--kind",
                "postgres",
                "--url",
                "postgresql://h:1/d",
                "--user",
                "me",
                "--password-file",
                password,
                "--extra",
                "{\"api_key\": \"k\", \"team\": \"x\"}"))
        .isEqualTo("added: wh\n");
    succeed("connections", "set", "web", "--kind", "http", "--url", "https://w");

    assertThat(succeed("connections", "list"))
        .isEqualTo(
            """
            name  kind      url                 user  password  extra
            --------------------------------------------------------------------------------
            web   http      https://w                           {}
            wh    postgres  postgresql://h:1/d  me    ***       {"api_key":"***","team":"x"}
            """);
    assertThat(succeed("connections", "set", "wh", "--url", "postgresql://h:2/d"))
        .isEqualTo("changed: wh\n");
    assertThat(succeed("connections", "get", "wh", "--reveal", "--json"))
        .isEqualTo(
            "{\"name\":\"wh\",\"kind\":\"postgres\",\"url\":\"postgresql://h:2/d\",\"user\":\"me\","
                + "\"password\":\"swordfish\",\"extra\":{\"api_key\":\"k\",\"team\":\"x\"}}\n");
    assertThat(succeed("connections", "delete", "wh")).isEqualTo("deleted: wh\n");
  }

  @Test
  void connectionsAreExportedAndImported() throws IOException {
    succeed(
        "connections",
        "set",
        "wh",
        "--kind",
        "postgres",
        "--url",
        "postgresql://h:1/d",
        "--user",
        "me",
        "--password",
        "swordfish",
        "--extra",
        "{\"token\": \"t\"}");
    String revealed = directory.resolve("c.yaml").toString();
    succeed("connections", "export", revealed, "--reveal");
    String masked = directory.resolve("m.yml").toString();
    succeed("connections", "export", masked);

    assertThat(Path.of(masked))
        .hasContent(
            """
            - name: wh
              kind: postgres
              url: postgresql://h:1/d
              user: me
              password: null
              extra: null
            """);
    assertThat(succeed("connections", "import", masked, "--json"))
        .isEqualTo("[{\"name\":\"wh\",\"change\":\"unchanged\"}]\n");
    succeed("connections", "delete", "wh");
    assertThat(fail(2, "connections", "import", masked))
        .isEqualTo(
            "error: " + masked + ", entry 1: 'wh' is without its secrets and is not stored\n");
    assertThat(succeed("connections", "import", revealed, "--json"))
        .isEqualTo("[{\"name\":\"wh\",\"change\":\"added\"}]\n");
    assertThat(succeed("connections", "get", "wh", "--reveal", "-o", "yaml"))
        .isEqualTo(
            """
            name: wh
            kind: postgres
            url: postgresql://h:1/d
            user: me
            password: swordfish
            extra:
              token: t
            """);
  }

  @Test
  void wrongConnectionsAreRefusedInOneLine() throws IOException {
    assertThat(fail(2, "connections", "set", "c", "--url", "x"))
        .isEqualTo("error: connection 'c' needs a kind: postgres, http, smtp or other\n");
    assertThat(fail(2, "connections", "set", "financeflow", "--kind", "other"))
        .isEqualTo(
            "error: 'financeflow' always means the program's own database, see ./financeflow db url: choose another name\n");
    assertThat(fail(2, "connections", "set", "c", "--kind", "ftp"))
        .isEqualTo("error: kind must be postgres, http, smtp or other but was 'ftp'\n");
    assertThat(fail(2, "connections", "set", "c", "--kind", "other", "--extra", "[1]"))
        .isEqualTo("error: --extra must be a JSON object: '{\"name\": \"value\"}'\n");
    String kind = file("kind.yaml", "- {name: c, kind: ftp}\n");
    assertThat(fail(2, "connections", "import", kind))
        .isEqualTo("error: kind must be postgres, http, smtp or other but was 'ftp'\n");
  }

  @Test
  void connectionsAreTested() throws IOException {
    assertThat(succeed("connections", "test", "financeflow"))
        .startsWith("PostgreSQL 17")
        .endsWith(" lets in " + database.user() + "\n");
    succeed(
        "connections",
        "set",
        "db",
        "--kind",
        "postgres",
        "--url",
        "postgresql" + database.url().substring("jdbc:postgresql".length()),
        "--user",
        database.user(),
        "--password",
        "wrong-password");
    assertThat(fail(40, "connections", "test", "db"))
        .endsWith(" refuses user " + database.user() + ": check the password\n");
    succeed("connections", "set", "db", "--password", database.password());
    assertThat(succeed("connections", "test", "db")).startsWith("PostgreSQL 17");

    succeed("connections", "set", "other", "--kind", "other");
    assertThat(fail(2, "connections", "test", "other"))
        .isEqualTo("error: connection 'other' is of kind other: nobody knows how to test it\n");
    assertThat(fail(2, "connections", "test", "gone"))
        .isEqualTo("error: no connection 'gone'; known are db, other\n");
  }

  @Test
  void webAndMailServersAreAsked() throws IOException {
    try (Vendor open = Vendor.start();
        Vendor locked = Vendor.start(Vendor.settings().withApiKey("right-key-5417"))) {
      succeed("connections", "set", "web", "--kind", "http", "--url", open.url() + "/nowhere");
      assertThat(succeed("connections", "test", "web"))
          .isEqualTo(open.url() + "/nowhere answers with HTTP 404\n");
      succeed("connections", "set", "web", "--url", locked.url());
      assertThat(fail(1, "connections", "test", "web"))
          .isEqualTo(
              "error: %s refuses with HTTP 401: check --user and --password%n"
                  .formatted(locked.url()));
    }
    String url;
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      url = "smtp://127.0.0.1:" + server.getLocalPort();
      succeed("connections", "set", "mail", "--kind", "smtp", "--url", url);
      new Thread(() -> greet(server)).start();
      assertThat(succeed("connections", "test", "mail"))
          .isEqualTo(url + " greets with '220 mail.example ESMTP'; the login was not tried\n");
    }
    assertThat(fail(1, "connections", "test", "mail"))
        .isEqualTo(
            "error: %s does not answer (Connection refused): correct the url, or start it%n"
                .formatted(url));
  }

  private static void greet(ServerSocket server) {
    try (Socket socket = server.accept()) {
      socket.getOutputStream().write("220 mail.example ESMTP\r\n".getBytes(US_ASCII));
      socket.getInputStream().read();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void keysAreChangedByExportAndImport() throws IOException {
    succeed("variables", "set", "pin", "4711", "--secret");
    Path key = home().resolve("secret.key");
    String old = Files.readString(key);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");

    Files.writeString(key, KEY_B + "\n" + old);
    String file = directory.resolve("all.json").toString();
    succeed("variables", "export", file, "--reveal");
    assertThat(succeed("variables", "import", file, "--json"))
        .isEqualTo("[{\"name\":\"pin\",\"change\":\"unchanged\"}]\n");

    Files.writeString(key, KEY_B);
    assertThat(succeed("variables", "get", "pin", "--reveal")).isEqualTo("4711\n");
    Files.writeString(key, old);
    assertThat(fail(20, "variables", "get", "pin"))
        .matches(
            "error: variable 'pin' is encrypted with key [0-9a-f]{8}, which .*secret.key does not have:"
                + " add that key to the file, or delete it and set it anew\n");
    assertThat(succeed("variables", "delete", "pin")).isEqualTo("deleted: pin\n");
  }

  @Test
  void keyFileOfTheEnvironmentWins() throws IOException {
    String key = file("other.key", KEY_B);
    cli = cli.with("FINANCEFLOW_KEY_FILE", key);
    Files.setPosixFilePermissions(Path.of(key), PosixFilePermissions.fromString("rw-r--r--"));

    assertThat(fail(2, "variables", "set", "pin", "4711"))
        .isEqualTo(
            "error: others than its owner may use the key file %s: run chmod 600 %s%n"
                .formatted(key, key));
    Files.setPosixFilePermissions(Path.of(key), PosixFilePermissions.fromString("rw-------"));
    assertThat(succeed("variables", "set", "pin", "4711")).isEqualTo("added: pin\n");
    assertThat(home()).doesNotExist();
  }
}
