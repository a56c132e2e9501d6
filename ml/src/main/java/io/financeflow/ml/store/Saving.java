package io.financeflow.ml.store;

import io.financeflow.schema.model.FeatureSet;
import io.financeflow.schema.model.ModelTable;
import io.financeflow.schema.model.ModelVersionTable;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** One version on its way into the store. */
record Saving(NewVersion version, String note, Instant now) {
  private record Next(int version, String target) {}

  Saving {
    if (note.length() > 1000) {
      throw new ModelRefusal("a note must have up to 1000 characters but had " + note.length());
    }
  }

  /** Saves it within a transaction. Locks the model first, then adds the version. */
  StoredVersion in(Handle handle) {
    Next next = next(handle);
    if (!next.target().equals(version.target())) {
      throw new ModelRefusal(
          "model %s forecasts %s, not %s: choose another name"
              .formatted(version.model(), next.target(), version.target()));
    }
    requireParent(handle);
    long id = insert(handle, next.version());
    handle
        .createUpdate(ModelTable.INSERT_ARTIFACT)
        .bind("id", id)
        .bind("size", (long) version.artifact().length)
        .bind("payload", version.artifact())
        .execute();
    return Versions.find(handle, ModelRef.of(version.model(), next.version())).orElseThrow();
  }

  private Next next(Handle handle) {
    return handle
        .createQuery(ModelTable.NEXT_VERSION)
        .bind("name", version.model())
        .bind("target", version.target())
        .bind("now", now)
        .map((row, context) -> new Next(row.getInt("last_version"), row.getString("target")))
        .one();
  }

  private void requireParent(Handle handle) {
    if (version.parentVersion().isPresent()) {
      ModelRef parent = ModelRef.of(version.model(), version.parentVersion().getAsInt());
      if (Versions.find(handle, parent).isEmpty()) {
        throw new ModelRefusal("the parent " + parent.text() + " does not exist");
      }
    }
  }

  private long insert(Handle handle, int number) {
    DataOrigin origin = version.origin();
    Query query =
        handle
            .createQuery(ModelVersionTable.INSERT)
            .bind("model", version.model())
            .bind("version", number)
            .bind("kind", version.kind())
            .bind("format", version.format())
            .bind("config", version.config().toString())
            .bind("dataset", origin.dataset().orElse(null))
            .bind("data_from", origin.range().from())
            .bind("data_to", origin.range().to())
            .bind("fingerprint", origin.fingerprint())
            .bind("data_rows", origin.rows())
            .bind("seed", version.seed())
            .bind("code_version", version.codeVersion())
            .bind("scaler", version.scaler().toString())
            .bind("metrics", version.metrics().toString())
            .bind("parent_version", parent())
            .bind("sha256", Sha256.of(version.artifact()))
            .bind("size", (long) version.artifact().length)
            .bind("now", now)
            .bind("note", note);
    bindFeatureSet(query, origin.featureSet().orElse(null));
    return query.mapTo(Long.class).one();
  }

  private static void bindFeatureSet(Query query, FeatureSet.@Nullable Key key) {
    query
        .bind("feature_set", key == null ? null : key.name())
        .bind("feature_set_version", key == null ? null : (Integer) key.version());
  }

  private @Nullable Integer parent() {
    return version.parentVersion().isPresent() ? version.parentVersion().getAsInt() : null;
  }
}
