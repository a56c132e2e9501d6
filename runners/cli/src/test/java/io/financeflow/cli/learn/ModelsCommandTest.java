package io.financeflow.cli.learn;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.financeflow.cli.Cli;
import io.financeflow.cli.Tables;
import io.financeflow.ml.store.DataOrigin;
import io.financeflow.ml.store.ModelStore;
import io.financeflow.ml.store.NewVersion;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.PostgresExtension;
import io.financeflow.schema.market.DateRange;
import io.financeflow.schema.model.FeatureSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgresExtension.class)
class ModelsCommandTest {
  private final Database database;
  private final Tables tables;
  private final Path directory;
  private final Cli cli;

  ModelsCommandTest(Database database, @TempDir Path directory) {
    this.database = database;
    this.tables = new Tables(database);
    this.directory = directory;
    this.cli = Cli.in(directory).with(database.settings()).with("USER", "ada");
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

  /** A version that old whose artifact is the word "bytes" and its fingerprint. */
  private void save(String model, int daysOld, String fingerprint, String metrics) {
    Clock past = Clock.offset(Cli.CLOCK, Duration.ofDays(-daysOld));
    new ModelStore(database, past)
        .save(
            new NewVersion(
                model,
                "lstm",
                "next_return",
                "lstm/1",
                ("bytes " + fingerprint).getBytes(UTF_8),
                json("{'units': 25}"),
                new DataOrigin(
                    Optional.of(new FeatureSet.Key("daily", 1)),
                    Optional.of("us"),
                    new DateRange(LocalDate.parse("2023-01-03"), LocalDate.parse("2024-06-28")),
                    fingerprint,
                    5000),
                7,
                "0.1.0",
                json("{}"),
                json(metrics),
                OptionalInt.empty()),
            "");
  }

  private static JsonObject json(String text) {
    return JsonParser.parseString(text.replace('\'', '"')).getAsJsonObject();
  }

  private void saveThree() {
    save(
        "lstm-us",
        200,
        "f1",
        "{'mae': 0.0125, 'folds': [1, 2], 'baselines': {'zero': {'mae': 0.0120, 'n': 40}}}");
    save("lstm-us", 100, "f2", "{'mae': 0.01187654321, 'skill': {'zero': -0.04}}");
    save("lstm-us", 0, "f2", "{'mae': 0.011}");
  }

  @Test
  void emptyDatabaseIsFriendly() {
    assertThat(succeed("models", "list"))
        .isEqualTo("no models yet: ./financeflow train makes them\n");
    assertThat(succeed("models", "list", "--json")).isEqualTo("[]\n");
    assertThat(succeed("models", "prune")).isEqualTo("nothing to delete\n");
    assertThat(fail(2, "models", "show", "lstm-us"))
        .isEqualTo("error: there is no model 'lstm-us'; there are none\n");
  }

  @Test
  void modelsAndVersionsAreListed() {
    saveThree();
    save("other", 1, "f3", "{}");
    succeed("models", "promote", "lstm-us:1", "--reason", "first");
    succeed("models", "promote", "lstm-us:2", "--as", "challenger", "--reason", "promising");

    assertThat(succeed("models", "list"))
        .isEqualTo(
            """
            name     target       versions  champion  challenger  previous  latest  saved
            --------------------------------------------------------------------------------------------
            lstm-us  next_return         3         1           2                 3  2025-01-31T22:00:00Z
            other    next_return         1                                       1  2025-01-30T22:00:00Z
            """);
    assertThat(succeed("models", "list", "lstm-us"))
        .isEqualTo(
            """
            version  kind  aliases     saved                 from        to          rows  bytes  parent  note
            --------------------------------------------------------------------------------------------------
                  1  lstm  champion    2024-07-15T22:00:00Z  2023-01-03  2024-06-28  5000      8
                  2  lstm  challenger  2024-10-23T22:00:00Z  2023-01-03  2024-06-28  5000      8
                  3  lstm              2025-01-31T22:00:00Z  2023-01-03  2024-06-28  5000      8
            """);
  }

  @Test
  void versionIsShownBesideItsBaselines() {
    saveThree();
    succeed("models", "promote", "lstm-us:1", "--reason", "first of all");

    assertThat(succeed("models", "show", "lstm-us"))
        .isEqualTo(
            """
            version      lstm-us:1 (champion)
            kind         lstm, forecasts next_return
            saved        2024-07-15T22:00:00Z by code 0.1.0
            parent       none
            data         2023-01-03..2024-06-28, 5000 rows
            source       feature set daily:1, dataset us
            fingerprint  f1
            seed         7
            artifact     lstm/1, 8 bytes, SHA-256 SUM
            config       {"units":25}
            scaler       none

            measure   model   zero
            ----------------------
            mae      0.0125  0.012
            n                   40

            at                    action   alias     from  to  by   reason
            --------------------------------------------------------------------
            2025-01-31T22:00:00Z  promote  champion         1  ada  first of all
            """
                .replace("SUM", sum("f1")));
    JsonObject shown = json(succeed("models", "show", "lstm-us:2", "-o", "json"));
    assertThat(shown.get("metrics"))
        .isEqualTo(json("{'mae': 0.01187654321, 'skill': {'zero': -0.04}}"));
    assertThat(shown.get("aliases")).hasToString("[]");
    assertThat(shown.getAsJsonObject("data").get("feature_set").getAsString()).isEqualTo("daily:1");
    assertThat(shown.getAsJsonArray("promotions")).hasSize(1);
    assertThat(succeed("models", "show", "lstm-us@champion", "-o", "yaml"))
        .startsWith("model: lstm-us\nversion: 1\naliases:\n- champion\nkind: lstm\n");
  }

  private String sum(String fingerprint) {
    return tables
        .column("SELECT sha256 FROM model_versions WHERE fingerprint = '" + fingerprint + "'")
        .get(0);
  }

  @Test
  void versionsAreComparedSideBySide() {
    saveThree();

    assertThat(succeed("models", "compare", "lstm-us:1", "lstm-us:2", "lstm-us:2"))
        .isEqualTo(
            """
            version    aliases  kind  target       from        to          rows  fingerprint
            --------------------------------------------------------------------------------
            lstm-us:1           lstm  next_return  2023-01-03  2024-06-28  5000  f1
            lstm-us:2           lstm  next_return  2023-01-03  2024-06-28  5000  f2

            measure             lstm-us:1  lstm-us:2
            ----------------------------------------
            mae                    0.0125  0.0118765
            skill.zero                         -0.04
            baselines.zero.mae      0.012
            baselines.zero.n           40

            note: the data differ, so figures may be of different stretches of the past
            """);
    JsonObject compared = json(succeed("models", "compare", "lstm-us:2", "lstm-us:3", "--json"));
    assertThat(compared.get("metrics"))
        .hasToString(
            "[{\"measure\":\"mae\",\"lstm-us:2\":0.01187654321,\"lstm-us:3\":0.011},"
                + "{\"measure\":\"skill.zero\",\"lstm-us:2\":-0.04}]");
    assertThat(compared.get("notes")).hasToString("[]");
    assertThat(fail(2, "models", "compare", "lstm-us:1"))
        .contains("requires at least 2 values, but only 1 were specified");
  }

  @Test
  void promotionsAndRollbacksSayWhatTheyDid() {
    saveThree();

    assertThat(succeed("models", "promote", "lstm-us:1", "--reason", "a"))
        .isEqualTo("lstm-us:1 is champion\n");
    assertThat(succeed("models", "promote", "lstm-us:1", "--reason", "a"))
        .isEqualTo("unchanged: it is champion of lstm-us already\n");
    assertThat(succeed("models", "promote", "lstm-us:2", "--as=challenger", "--reason", "b"))
        .isEqualTo("lstm-us:2 is challenger\n");
    assertThat(succeed("models", "promote", "lstm-us@challenger", "--reason", "c"))
        .isEqualTo("lstm-us:2 is champion, lstm-us:1 is previous\n");
    assertThat(succeed("models", "rollback", "lstm-us", "--reason", "worse", "--json"))
        .isEqualTo(
            "{\"model\":\"lstm-us\",\"alias\":\"champion\",\"changed\":true,\"from\":2,\"to\":1}\n");
    assertThat(fail(2, "models", "promote", "lstm-us:2"))
        .startsWith("error: Missing required option: '--reason=TEXT'");
    assertThat(fail(2, "models", "promote", "lstm-us:2", "--reason", " "))
        .isEqualTo("error: a decision needs a reason of 1 to 2000 characters\n");
    assertThat(fail(2, "models", "promote", "lstm-us", "--reason", "x"))
        .isEqualTo(
            "error: say which version: one of lstm-us:1, lstm-us@champion, lstm-us:2,"
                + " lstm-us@previous, lstm-us:3\n");
  }

  @Test
  void wrongNamesSuggestTheNearest() {
    saveThree();

    assertThat(fail(2, "models", "show", "lstm-su"))
        .isEqualTo(
            "error: there is no model 'lstm-su'; did you mean 'lstm-us'? known are lstm-us\n");
    assertThat(fail(2, "models", "show", "lstm-us:4"))
        .isEqualTo(
            "error: there is no model 'lstm-us:4'; did you mean 'lstm-us:1'? known are lstm-us:1,"
                + " lstm-us:2, lstm-us:3\n");
    assertThat(fail(2, "models", "show", "lstm-us@champ"))
        .isEqualTo("error: an alias is one of [champion, challenger, previous] but was 'champ'\n");
  }

  @Test
  void artifactIsExportedByteForByte() throws IOException {
    saveThree();
    Path file = directory.resolve("model.bin");

    assertThat(succeed("models", "export", "lstm-us:2", "--to", "model.bin"))
        .isEqualTo("exported: lstm-us:2 to model.bin, 8 bytes\n");
    assertThat(file).hasContent("bytes f2");
    assertThat(fail(2, "models", "export", "lstm-us:1", "--to", "model.bin"))
        .isEqualTo("error: model.bin is there already: choose another name or say --force\n");
    assertThat(file).hasContent("bytes f2");
    succeed("models", "export", "lstm-us:1", "--to", "model.bin", "--force");
    assertThat(file).hasContent("bytes f1");
    try (var files = Files.list(directory)) {
      assertThat(files.map(each -> each.getFileName().toString())).containsExactly("model.bin");
    }
    assertThat(fail(2, "models", "export", "lstm-us:1", "--to", "nowhere/model.bin"))
        .isEqualTo(
            "error: --to must be a file in an existing directory but was nowhere/model.bin\n");

    tables.execute("ALTER TABLE model_artifacts DISABLE TRIGGER model_artifacts_never_change");
    tables.execute("UPDATE model_artifacts SET payload = set_byte(payload, 0, 0)");
    assertThat(fail(20, "models", "export", "lstm-us:1", "--to", "damaged.bin"))
        .startsWith("error: the artifact of lstm-us:1 is damaged (another SHA-256)");
    assertThat(directory.resolve("damaged.bin")).doesNotExist();
  }

  @Test
  void deletionAsksAndKeepsWhatHasAnAlias() {
    saveThree();
    succeed("models", "promote", "lstm-us:1", "--reason", "first");

    assertThat(fail(2, "models", "delete", "lstm-us@champion", "--yes"))
        .startsWith(
            "error: lstm-us:1 is champion: promote other versions until it is not, with"
                + " ./financeflow models promote lstm-us:NUMBER");
    assertThat(fail(2, "models", "delete", "lstm-us:2"))
        .isEqualTo(
            "error: this would delete lstm-us:2 and all its predictions: say --yes to do it\n");
    assertThat(succeed("models", "delete", "lstm-us:2", "--yes")).isEqualTo("deleted: lstm-us:2\n");
    assertThat(fail(2, "models", "delete", "lstm-us"))
        .isEqualTo(
            "error: this would delete lstm-us with 2 versions and all its predictions: say --yes"
                + " to do it\n");
    assertThat(succeed("models", "delete", "lstm-us", "--yes", "--json"))
        .isEqualTo("{\"deleted\":\"lstm-us\",\"versions\":2}\n");
    assertThat(tables.number("SELECT count(*) FROM model_versions")).isZero();
  }

  @Test
  void oldVersionsArePruned() {
    saveThree();

    assertThat(succeed("models", "prune", "--keep", "1", "--dry-run"))
        .isEqualTo(
            """
            to_delete  kind  saved                 bytes
            --------------------------------------------
            lstm-us:1  lstm  2024-07-15T22:00:00Z      8
            lstm-us:2  lstm  2024-10-23T22:00:00Z      8
            """);
    assertThat(succeed("models", "prune", "--keep", "1", "--older-than=150d", "--json"))
        .isEqualTo(
            "[{\"deleted\":\"lstm-us:1\",\"kind\":\"lstm\",\"saved\":\"2024-07-15T22:00:00Z\",\"bytes\":8}]\n");
    assertThat(succeed("models", "prune")).isEqualTo("nothing to delete\n");
    assertThat(fail(2, "models", "prune", "--keep", "0"))
        .isEqualTo("error: keep must be >= 1 version but was 0\n");
    assertThat(fail(2, "models", "prune", "--older-than", "soon"))
        .isEqualTo(
            "error: --older-than: a length of time is written like 90s, 15m, 1h30m or 2d, not"
                + " 'soon'\n");
  }

  @Test
  void databasePruningForgetsVersionsBeyondTheNewestTen() {
    for (int version = 1; version <= 12; version++) {
      save("lstm-us", 200 - version, "f" + version, "{}");
    }

    assertThat(succeed("db", "prune", "--dry-run", "--json"))
        .contains("{\"what\":\"model_versions\",\"to_delete\":2}");
    assertThat(succeed("db", "prune", "--json"))
        .contains("{\"what\":\"model_versions\",\"deleted\":2}");
    assertThat(tables.column("SELECT min(version) FROM model_versions")).containsExactly("3");
  }
}
