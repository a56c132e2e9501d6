package io.financeflow.ml.store;

import static io.financeflow.ml.store.Sample.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.PostgresExtension;
import io.financeflow.schema.model.FeatureSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class ModelStoreTest {
  private final Database database;
  private final ModelStore store;
  private final Promotions promotions;

  ModelStoreTest(Database database) {
    this.database = database;
    this.store = new ModelStore(database, Sample.CLOCK);
    this.promotions = new Promotions(database, Sample.CLOCK);
  }

  private void execute(String sql) {
    database.jdbi().useHandle(handle -> handle.execute(sql));
  }

  private long number(String sql) {
    return database.jdbi().withHandle(h -> h.createQuery(sql).mapTo(Long.class).one());
  }

  @Test
  void versionIsSavedWithItsBirthCertificate() {
    NewVersion given =
        new NewVersion(
            "lstm-demo",
            "lstm",
            "next_return",
            "lstm/1",
            new byte[] {0, -1, 39, 92},
            json("{'units': 25, 'rate': 1e-3, 'layers': [{'dropout': 0.1}]}"),
            new DataOrigin(
                Optional.of(new FeatureSet.Key("daily", 1)),
                Optional.of("us"),
                Sample.YEAR_2024,
                "9f86d081884c7d659a2feaa0c55ad015",
                12_345),
            -42,
            "0.1.0-a1b2c3",
            json("{'mean': [0.5], 'deviation': [2.0]}"),
            json("{'mae': 0.0125, 'baselines': {'zero': {'mae': 0.0120}}}"),
            OptionalInt.empty());

    StoredVersion saved = store.save(given, "first try");

    assertThat(saved)
        .isEqualTo(
            new StoredVersion(
                1,
                "lstm-demo",
                1,
                "lstm",
                "next_return",
                "lstm/1",
                given.config(),
                given.origin(),
                -42,
                "0.1.0-a1b2c3",
                given.scaler(),
                given.metrics(),
                OptionalInt.empty(),
                4,
                "8e7fcdf65e629bc62c3675c674e87e07822bfdb948b604fcbe29ee7c544b4c7e",
                Sample.NOON,
                "first try",
                List.of()));
    assertThat(store.find(ModelRef.parse("lstm-demo"))).isEqualTo(saved);
    assertThat(store.artifact(saved)).containsExactly(0, -1, 39, 92);
  }

  @Test
  void numbersAreGivenOnceAndPlainNameIsChampionElseLatest() {
    store.save(Sample.version("arima-aapl", "one"));
    store.save(Sample.version("arima-aapl", "two"));
    StoredVersion third = store.save(Sample.version("arima-aapl", "three"));
    assertThat(store.find(ModelRef.parse("arima-aapl")).version()).isEqualTo(3);

    promotions.promote(ModelRef.of("arima-aapl", 1), Decision.of("it is the best", "test"));

    assertThat(store.find(ModelRef.parse("arima-aapl")).version()).isEqualTo(1);
    assertThat(store.find(ModelRef.parse("arima-aapl@champion")).aliases())
        .containsExactly(Alias.CHAMPION);
    assertThat(store.artifact(third)).isEqualTo("three".getBytes(UTF_8));

    store.delete("arima-aapl", 3);

    assertThat(store.save(Sample.version("arima-aapl", "four")).version()).isEqualTo(4);
    assertThat(store.versions("arima-aapl"))
        .extracting(StoredVersion::version)
        .containsExactly(1, 2, 4);
    assertThatThrownBy(() -> store.artifact(third))
        .isInstanceOf(NoSuchModel.class)
        .hasMessage("there is no model 'arima-aapl:3'");
  }

  @Test
  void concurrentSavesNeverCollide() throws Exception {
    int threads = 4;
    int each = 10;
    CyclicBarrier start = new CyclicBarrier(threads);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    List<Integer> versions = new ArrayList<>();
    try {
      List<Future<List<Integer>>> all = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        String name = "thread " + t;
        all.add(
            pool.submit(
                () -> {
                  start.await();
                  return IntStream.range(0, each)
                      .mapToObj(i -> store.save(Sample.version("busy", name + " save " + i)))
                      .map(StoredVersion::version)
                      .toList();
                }));
      }
      for (Future<List<Integer>> one : all) {
        assertThat(one.get()).isSorted();
        versions.addAll(one.get());
      }
    } finally {
      pool.shutdownNow();
    }

    assertThat(versions)
        .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 40).boxed().toList());
    assertThat(store.versions("busy"))
        .allSatisfy(saved -> assertThat(store.artifact(saved)).hasSize((int) saved.size()));
  }

  @Test
  void failedSaveLeavesNothing() {
    store.save(Sample.version("arima-aapl", "one"));

    assertThatThrownBy(
            () ->
                store.save(Sample.version("arima-aapl", "next_return", "two", OptionalInt.empty())))
        .isInstanceOf(ModelRefusal.class)
        .hasMessage("model arima-aapl forecasts close, not next_return: choose another name");
    assertThatThrownBy(
            () -> store.save(Sample.version("arima-aapl", "close", "two", OptionalInt.of(7))))
        .isInstanceOf(ModelRefusal.class)
        .hasMessage("the parent arima-aapl:7 does not exist");

    StoredVersion second =
        store.save(Sample.version("arima-aapl", "close", "two", OptionalInt.of(1)));
    assertThat(second.version()).isEqualTo(2);
    assertThat(second.parentVersion()).hasValue(1);
    assertThat(number("SELECT count(*) FROM model_artifacts")).isEqualTo(2);
  }

  @Test
  void damagedArtifactIsRefused() {
    StoredVersion saved = store.save(Sample.version("arima-aapl", "bytes"));
    execute("ALTER TABLE model_artifacts DISABLE TRIGGER model_artifacts_never_change");

    execute("UPDATE model_artifacts SET payload = set_byte(payload, 2, get_byte(payload, 2) # 1)");

    assertThatThrownBy(() -> store.artifact(saved))
        .isInstanceOf(CorruptArtifact.class)
        .hasMessage(
            "the artifact of arima-aapl:1 is damaged (another SHA-256): restore the database from"
                + " a backup, or train and promote another version");

    execute("UPDATE model_artifacts SET payload = set_byte(payload, 2, get_byte(payload, 2) # 1)");
    assertThat(store.artifact(saved)).isEqualTo("bytes".getBytes(UTF_8));
  }

  @Test
  void shortenedArtifactIsRefused() {
    StoredVersion saved = store.save(Sample.version("arima-aapl", "bytes"));
    execute("ALTER TABLE model_artifacts DISABLE TRIGGER ALL");

    assertThatThrownBy(() -> execute("UPDATE model_artifacts SET payload = 'byte'"))
        .hasMessageContaining("model_artifacts_check");
    execute("UPDATE model_artifacts SET payload = 'byte', size = 4");

    assertThatThrownBy(() -> store.artifact(saved))
        .isInstanceOf(CorruptArtifact.class)
        .hasMessageContaining("is damaged (4 bytes, not 5)");
  }

  @Test
  void databaseItselfRefusesChanges() {
    store.save(Sample.version("arima-aapl", "one"));
    promotions.promote(ModelRef.of("arima-aapl", 1), Decision.of("first", "test"));

    for (String sql :
        List.of(
            "UPDATE model_versions SET metrics = '{\"mae\": 0}'",
            "UPDATE model_artifacts SET payload = 'two'",
            "UPDATE promotions SET reason = 'another'",
            "DELETE FROM promotions")) {
      assertThatThrownBy(() -> execute(sql))
          .isInstanceOf(JdbiException.class)
          .hasMessageContaining("never change");
    }
    assertThatThrownBy(() -> execute("DELETE FROM model_artifacts"))
        .hasMessageContaining("an artifact goes only with its version");
    assertThatThrownBy(() -> execute("DELETE FROM model_versions"))
        .hasMessageContaining("model_aliases_model_version_fkey");
  }

  @Test
  void unknownVersionsNameWhatThereIs() {
    store.save(Sample.version("arima-aapl", "one"));
    promotions.promote(ModelRef.of("arima-aapl", 1), Decision.of("first", "test"));

    assertThatThrownBy(() -> store.find(ModelRef.parse("arima-appl")))
        .isInstanceOfSatisfying(
            NoSuchModel.class,
            missing -> {
              assertThat(missing.unknown()).isEqualTo("arima-appl");
              assertThat(missing.known()).containsExactly("arima-aapl");
            });
    assertThatThrownBy(() -> store.find(ModelRef.parse("arima-aapl@challenger")))
        .isInstanceOfSatisfying(
            NoSuchModel.class,
            missing ->
                assertThat(missing.known()).containsExactly("arima-aapl:1", "arima-aapl@champion"));
    assertThatThrownBy(() -> store.versions("nobody")).isInstanceOf(NoSuchModel.class);
    assertThatThrownBy(() -> store.delete("nobody")).isInstanceOf(NoSuchModel.class);
  }

  @Test
  void aliasedAndOnlyVersionsAreNotDeleted() {
    store.save(Sample.version("arima-aapl", "one"));
    assertThatThrownBy(() -> store.delete("arima-aapl", 1))
        .isInstanceOf(ModelRefusal.class)
        .hasMessage("arima-aapl:1 is the only version of its model: delete the model, arima-aapl");
    store.save(Sample.version("arima-aapl", "two"));
    promotions.promote(ModelRef.of("arima-aapl", 1), Decision.of("first", "test"));

    assertThatThrownBy(() -> store.delete("arima-aapl", 1))
        .isInstanceOf(ModelRefusal.class)
        .hasMessage(
            "arima-aapl:1 is champion: promote other versions until it is not, with ./financeflow"
                + " models promote arima-aapl:NUMBER (the champion before becomes previous), or"
                + " delete the whole model, arima-aapl");

    assertThat(store.delete("arima-aapl")).isEqualTo(2);
    assertThat(store.list()).isEmpty();
    assertThat(number("SELECT count(*) FROM model_artifacts")).isZero();
    assertThat(number("SELECT count(*) FROM promotions")).isEqualTo(1);
  }

  @Test
  void wrongVersionsAreRefused() {
    assertThatThrownBy(() -> Sample.version("Arima", "x"))
        .hasMessage(
            "the name of a model must be 1 to 60 lower-case letters, digits, ., _ or -, a letter"
                + " first, but was 'Arima'");
    assertThatThrownBy(() -> Sample.version("a", "volume", "x", OptionalInt.empty()))
        .hasMessage("target must be close, next_return or direction but was 'volume'");
    assertThatThrownBy(() -> Sample.version("a", ""))
        .hasMessage("an artifact must have 1 byte to 256 MiB but was '0 bytes'");
    JsonObject infinite = new JsonObject();
    infinite.addProperty("mae", Double.POSITIVE_INFINITY);
    NewVersion good = Sample.version("a", "x");
    assertThatThrownBy(
            () ->
                new NewVersion(
                    "a",
                    "arima",
                    "close",
                    "arima-set/1",
                    good.artifact(),
                    good.config(),
                    good.origin(),
                    0,
                    "0.1.0",
                    good.scaler(),
                    infinite,
                    OptionalInt.empty()))
        .hasMessage("metrics must have finite numbers only but was '{\"mae\":Infinity}'");
  }
}
