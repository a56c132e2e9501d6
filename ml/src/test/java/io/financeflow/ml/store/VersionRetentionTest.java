package io.financeflow.ml.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.financeflow.ml.store.VersionRetention.Keep;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.PostgresExtension;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class VersionRetentionTest {
  private final Database database;
  private final ModelStore store;
  private final VersionRetention retention;

  VersionRetentionTest(Database database) {
    this.database = database;
    this.store = new ModelStore(database, Sample.CLOCK);
    this.retention = new VersionRetention(database, Sample.CLOCK);
  }

  /**
   * Versions 1 to 6 of m are 60, 50, 40, 30, 20 and 10 days old; each comes from the one before.
   */
  @BeforeEach
  void saveSixVersions() {
    for (int version = 1; version <= 6; version++) {
      Clock past = Clock.offset(Sample.CLOCK, Duration.ofDays(10L * version - 70));
      OptionalInt parent = version == 1 ? OptionalInt.empty() : OptionalInt.of(version - 1);
      new ModelStore(database, past).save(Sample.version("m", "close", "v" + version, parent));
    }
    store.save(Sample.version("other", "only"));
  }

  private static List<String> names(List<StoredVersion> versions) {
    return versions.stream().map(version -> version.ref().text()).toList();
  }

  @Test
  void aliasedNewestAndYoungStay() {
    Promotions promotions = new Promotions(database, Sample.CLOCK);
    Decision decision = Decision.of("test", "test");
    promotions.promote(ModelRef.of("m", 1), decision);
    promotions.promote(ModelRef.of("m", 3), decision);
    promotions.challenge(ModelRef.of("m", 4), decision);

    Keep nothingElse = new Keep(1, Duration.ZERO);
    assertThat(names(retention.preview(nothingElse))).containsExactly("m:2", "m:5");
    assertThat(names(retention.preview(new Keep(1, Duration.ofDays(45))))).containsExactly("m:2");
    assertThat(names(retention.preview(new Keep(2, Duration.ZERO)))).containsExactly("m:2");
    assertThat(names(retention.preview(Keep.DEFAULT))).isEmpty();
    assertThat(store.versions("m")).hasSize(6);

    assertThat(names(retention.prune(nothingElse))).containsExactly("m:2", "m:5");
    assertThat(names(retention.prune(nothingElse))).isEmpty();
    assertThat(names(store.list())).containsExactly("m:1", "m:3", "m:4", "m:6", "other:1");
    assertThat(store.find(ModelRef.of("m", 3)).parentVersion()).hasValue(2);
    assertThat(store.artifact(store.find(ModelRef.parse("m@previous")))).asString().isEqualTo("v1");
  }

  @Test
  void ageIsCountedToTheInstant() {
    assertThat(names(retention.preview(new Keep(1, Duration.ofDays(50))))).containsExactly("m:1");
    assertThat(names(retention.preview(new Keep(1, Duration.ofDays(50).minusMillis(1)))))
        .containsExactly("m:1", "m:2");
  }

  @Test
  void boundsAreChecked() {
    assertThatThrownBy(() -> new Keep(0, Duration.ZERO))
        .isInstanceOf(ModelRefusal.class)
        .hasMessage("keep must be >= 1 version but was 0");
    assertThatThrownBy(() -> new Keep(1, Duration.ofDays(-1))).isInstanceOf(ModelRefusal.class);
  }
}
