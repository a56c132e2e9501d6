package io.financeflow.orchestrator.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.PostgresExtension;
import io.financeflow.schema.db.Rows;
import io.financeflow.schema.run.PoolTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgresExtension.class)
class StoredSettingsTest {
  private static final String KEY_B = "QkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkI=";

  private final Database database;
  @TempDir private Path home = Path.of("");
  private Variables variables;
  private Connections connections;

  StoredSettingsTest(Database database) {
    this.database = database;
    this.variables = new Variables(database, new Vault(home));
    this.connections = new Connections(database, new Vault(home));
  }

  @BeforeEach
  void open() {
    Vault vault = new Vault(home.resolve("secret.key"));
    variables = new Variables(database, vault);
    connections = new Connections(database, vault);
  }

  private static Variable text(String name, String value) {
    return new Variable(name, new JsonPrimitive(value), false, "");
  }

  private static Connection warehouse(String password) {
    return new Connection(
        "warehouse",
        ConnectionKind.POSTGRES,
        "postgresql://wh.example:5433/facts?sslmode=require",
        new Credentials("loader", password),
        JsonParser.parseString("{\"apiKey\":\"k-5510\",\"team\":\"data\"}").getAsJsonObject());
  }

  private void sql(String statement) {
    database.jdbi().useHandle(handle -> handle.execute(statement));
  }

  @Test
  void variableComesBackAsItWasSet() {
    Variable json =
        new Variable(
            "limits", JsonParser.parseString("{\"a\":[1,2.50,null]}"), false, "of the vendor");

    assertThat(variables.set(json)).isEqualTo(Change.ADDED);
    assertThat(variables.set(json)).isEqualTo(Change.UNCHANGED);
    assertThat(variables.set(text("api.url", "https://x"))).isEqualTo(Change.ADDED);
    assertThat(variables.set(text("api.url", "https://y"))).isEqualTo(Change.CHANGED);

    assertThat(variables.list()).containsExactly(text("api.url", "https://y"), json);
    assertThat(variables.get("limits")).contains(json);
    assertThat(variables.get("other")).isEmpty();
    assertThat(variables.values())
        .hasToString("{\"api.url\":\"https://y\",\"limits\":{\"a\":[1,2.50,null]}}");
  }

  @Test
  void nothingSecretIsStoredInClear() {
    variables.set(text("db_password", "hunter22"));
    connections.set(warehouse("swordfish"));

    List<String> rows =
        Rows.of(
            database,
            "SELECT v::text FROM variables v UNION ALL SELECT c::text FROM connections c");
    assertThat(rows)
        .hasSize(2)
        .noneMatch(
            row -> row.contains("hunter22") || row.contains("swordfish") || row.contains("5510"));
    assertThat(variables.named("db_password"))
        .hasToString("Variable[name=db_password, secret=true]");
    assertThat(connections.named("warehouse"))
        .hasToString(
            "Connection[name=warehouse, kind=postgres, url=postgresql://wh.example:5433/facts?sslmode=require, Credentials[user=loader]]");
  }

  @Test
  void secretsAreCollectedForTheMask() {
    variables.set(text("db_password", "hunter22"));
    variables.set(text("plain", "in the open"));
    connections.set(warehouse("swordfish"));

    assertThat(variables.secrets()).containsExactly("hunter22");
    assertThat(connections.secrets()).containsExactly("swordfish", "k-5510");
  }

  @Test
  void swappedAndChangedRowsDoNotOpen() {
    variables.set(text("a", "one"));
    variables.set(text("b", "two"));
    sql("UPDATE variables v SET sealed = o.sealed FROM variables o WHERE o.name <> v.name");

    assertThatThrownBy(() -> variables.get("a"))
        .isInstanceOf(UnreadableSecret.class)
        .hasMessage(
            "variable 'a' was changed or moved outside of FinanceFlow: delete it and set it anew");
    assertThatThrownBy(() -> variables.set(text("b", "three")))
        .isInstanceOf(UnreadableSecret.class);

    variables.delete("a");
    variables.delete("b");
    assertThat(variables.set(text("b", "three"))).isEqualTo(Change.ADDED);
    assertThat(variables.list()).containsExactly(text("b", "three"));
  }

  @Test
  void lostKeyFileIsNotReplacedByANewOne() throws IOException {
    variables.set(text("a", "one"));
    Files.delete(home.resolve("secret.key"));

    assertThatThrownBy(() -> connections.set(warehouse("x")))
        .isInstanceOf(KeyFileUnusable.class)
        .hasMessageStartingWith("there is no key file ");
    assertThat(home.resolve("secret.key")).doesNotExist();

    variables.delete("a");
    assertThat(connections.set(warehouse("x"))).isEqualTo(Change.ADDED);
  }

  /** New key in front, everything set again as it is, old key away. */
  @Test
  void settingAgainMovesToTheFirstKey() throws IOException {
    variables.set(text("a", "one"));
    Path file = home.resolve("secret.key");
    Files.writeString(file, KEY_B + "\n" + Files.readString(file));

    assertThat(variables.set(text("a", "one"))).isEqualTo(Change.UNCHANGED);

    Files.writeString(file, KEY_B);
    assertThat(new Variables(database, new Vault(file)).list()).containsExactly(text("a", "one"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void editsAtOnceAreAllCounted() {
    variables.set(new Variable("n", new JsonPrimitive(0), false, ""));

    IntStream.range(0, 24)
        .parallel()
        .forEach(
            i ->
                variables.edit(
                    List.of(
                        new Edit<>(
                            "n",
                            before ->
                                new Variable(
                                    "n",
                                    new JsonPrimitive(before.orElseThrow().value().getAsInt() + 1),
                                    false,
                                    "")))));

    assertThat(variables.named("n").value()).isEqualTo(new JsonPrimitive(24));
  }

  @Test
  void oneNameAddedAtOnceIsAddedOnce() {
    List<Change> changes =
        IntStream.range(0, 12).parallel().mapToObj(i -> variables.set(text("a", "one"))).toList();

    assertThat(changes).containsOnlyOnce(Change.ADDED).contains(Change.UNCHANGED).hasSize(12);
  }

  @Test
  void editsAreDoneAllOrNone() {
    variables.set(text("a", "one"));

    assertThatThrownBy(
            () ->
                variables.edit(
                    List.of(
                        new Edit<>("a", before -> text("a", "two")),
                        new Edit<>("b", before -> text("b", "x".repeat(Variable.MAX_BYTES))))))
        .isInstanceOf(InvalidSetting.class)
        .hasMessage(
            "variable 'b' must be <= 65536 bytes of JSON but was 65538: store it in a file and set where it is");
    assertThatThrownBy(
            () ->
                variables.edit(
                    List.of(
                        new Edit<>("b", before -> text("b", "1")),
                        new Edit<>("b", before -> text("b", "2")))))
        .hasMessage("variable 'b' is set twice: leave one");

    assertThat(variables.list()).containsExactly(text("a", "one"));
    assertThat(
            variables.edit(
                List.of(
                    new Edit<>("z", before -> text("z", "1")),
                    new Edit<>("a", before -> before.orElseThrow()))))
        .containsExactly(Map.entry("z", Change.ADDED), Map.entry("a", Change.UNCHANGED));
  }

  @Test
  void largestValueFits() {
    Variable largest = text("a".repeat(100), "x".repeat(Variable.MAX_BYTES - 2));

    variables.set(largest);

    assertThat(variables.list()).containsExactly(largest);
  }

  @Test
  void wrongNamesAreRefused() {
    assertThatThrownBy(() -> text("a b", "x"))
        .hasMessage(
            "the name of a variable must be 1 to 100 letters, digits, _, . or - but was 'a b'");
    assertThatThrownBy(() -> text("a".repeat(101), "x")).isInstanceOf(InvalidSetting.class);
    assertThatThrownBy(() -> variables.delete("api"))
        .hasMessage("no variable 'api'; there are none");
    variables.set(text("apj", "x"));
    assertThatThrownBy(() -> variables.named("api"))
        .hasMessage("no variable 'api'; did you mean 'apj'? known are apj");
  }

  @Test
  void connectionNamesADatabase() {
    connections.set(warehouse("swordfish"));

    assertThat(connections.database("warehouse"))
        .hasValueSatisfying(
            settings -> {
              assertThat(settings.url())
                  .isEqualTo("jdbc:postgresql://wh.example:5433/facts?sslmode=require");
              assertThat(settings.user()).isEqualTo("loader");
              assertThat(settings.password()).isEqualTo("swordfish");
            });
    assertThat(connections.database("nowhere")).isEmpty();
    assertThat(connections.database("financeflow")).contains(database.settings());
  }

  @Test
  void ownDatabaseCannotBeStored() {
    assertThatThrownBy(
            () ->
                new Connection(
                    "financeflow", ConnectionKind.OTHER, "", Credentials.NONE, new JsonObject()))
        .hasMessage(
            "'financeflow' always means the program's own database, see ./financeflow db url: choose another name");
    assertThatThrownBy(() -> connections.delete("financeflow")).isInstanceOf(InvalidSetting.class);
  }

  @Test
  void connectionOfAnotherKindIsNoDatabase() {
    connections.set(
        new Connection(
            "vendor",
            ConnectionKind.HTTP,
            "https://api.example",
            Credentials.NONE,
            new JsonObject()));

    assertThatThrownBy(() -> connections.database("vendor"))
        .isInstanceOf(InvalidSetting.class)
        .hasMessage("connection 'vendor' is of kind http: name one of kind postgres");
  }

  @Test
  void poolsAreSetAndSlotsInUseCounted() {
    Pools pools = new Pools(database);

    assertThat(pools.edit(List.of(new Edit<>("vendor", before -> new Pool("vendor", 2, "api")))))
        .containsExactly(Map.entry("vendor", Change.ADDED));
    assertThat(pools.list())
        .containsExactly(
            new PoolTable.Row("default", 128, 0, "For tasks that name no pool"),
            new PoolTable.Row("vendor", 2, 0, "api"));
    assertThatThrownBy(() -> new Pool("vendor", -1, ""))
        .hasMessage("slots of pool 'vendor' must be >= 0 but was -1");
    assertThatThrownBy(() -> pools.delete("default"))
        .hasMessage(
            "the pool default always exists: set its slots instead, 0 lets nothing of it start");
  }

  @Test
  void poolThatIsNeededIsNotDeleted() {
    Pools pools = new Pools(database);
    pools.edit(List.of(new Edit<>("vendor", before -> new Pool("vendor", 2, ""))));
    sql(
        """
        INSERT INTO dag_versions (dag_id, version, document, number, created_at) VALUES ('daily',
          repeat('0', 64), '{"dag":"daily","tasks":{"a":{"empty":{}},"b":{"pool":"vendor"}}}', 1, now())
        """);
    sql(
        """
        INSERT INTO dags (dag_id, version, origin, paused, max_active_runs, switched_on, handled_until)
        VALUES ('daily', repeat('0', 64), 'daily.yaml', false, 1, now(), now())
        """);
    sql("ALTER TABLE task_instances DISABLE TRIGGER ALL");
    sql(
        """
        INSERT INTO task_instances (execution_id, dag_id, task_id, map_index, state, lane, pool, slots,
          priority, run_after)
        VALUES (1, 'old', 'x', -1, 'QUEUED', 'LIVE', 'vendor', 3, 1, now()),
          (1, 'old', 'y', -1, 'SUCCESS', 'LIVE', 'vendor', 1, 1, now())
        """);

    assertThat(pools.named("vendor")).isEqualTo(new PoolTable.Row("vendor", 2, 3, ""));
    assertThatThrownBy(() -> pools.delete("vendor"))
        .isInstanceOf(InvalidSetting.class)
        .hasMessage(
            "pool 'vendor' is in use by DAG daily, a run of DAG old: move that to another pool, or let it end");

    sql("UPDATE task_instances SET state = 'FAILED'");
    assertThatThrownBy(() -> pools.delete("vendor"))
        .hasMessage(
            "pool 'vendor' is in use by DAG daily: move that to another pool, or let it end");

    sql("UPDATE dags SET present = false");
    pools.delete("vendor");
    assertThatThrownBy(() -> pools.delete("vendor"))
        .hasMessage("no pool 'vendor'; known are default");
  }
}
