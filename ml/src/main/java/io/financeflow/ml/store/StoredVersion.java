package io.financeflow.ml.store;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.financeflow.schema.model.ModelVersionTable;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/**
 * A saved version without its bytes; see {@link NewVersion} for what it shares with that.
 *
 * @param id key of its predictions
 * @param version 1, 2, ...: of one model, never given twice
 * @param parentVersion may be deleted since
 * @param size bytes of the artifact
 * @param sha256 of the artifact, 64 hexadecimal digits
 * @param note for people; may be empty
 * @param aliases those it had when it was read, champion first
 */
public record StoredVersion(
    long id,
    String model,
    int version,
    String kind,
    String target,
    String format,
    JsonObject config,
    DataOrigin origin,
    long seed,
    String codeVersion,
    JsonObject scaler,
    JsonObject metrics,
    OptionalInt parentVersion,
    long size,
    String sha256,
    Instant createdAt,
    String note,
    List<Alias> aliases) {

  /** Copies the aliases. */
  public StoredVersion {
    aliases = aliases.stream().sorted().toList();
  }

  static StoredVersion of(ModelVersionTable.Row row) {
    return new StoredVersion(
        row.id(),
        row.model(),
        row.version(),
        row.kind(),
        row.target(),
        row.format(),
        object(row.config()),
        new DataOrigin(row.featureSet(), row.dataset(), row.range(), row.fingerprint(), row.rows()),
        row.seed(),
        row.codeVersion(),
        object(row.scaler()),
        object(row.metrics()),
        row.parentVersion(),
        row.size(),
        row.sha256(),
        row.createdAt(),
        row.note(),
        row.aliases().stream().map(Alias::of).toList());
  }

  /** Names it by its number. */
  public ModelRef ref() {
    return ModelRef.of(model, version);
  }

  /**
   * Returns this version.
   *
   * @throws ModelRefusal when it has an alias, and so cannot be deleted; says how to move it
   */
  public StoredVersion requireUnaliased() {
    if (aliases.isEmpty()) {
      return this;
    }
    throw new ModelRefusal(
        "%s is %s: promote other versions until it is not, with ./financeflow models promote"
                .formatted(
                    ref().text(), String.join(" and ", aliases.stream().map(Alias::text).toList()))
            + " %s:NUMBER (the champion before becomes previous), or delete the whole model, %s"
                .formatted(model, model));
  }

  private static JsonObject object(String json) {
    return JsonParser.parseString(json).getAsJsonObject();
  }
}
