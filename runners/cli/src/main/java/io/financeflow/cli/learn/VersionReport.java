package io.financeflow.cli.learn;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.financeflow.cli.output.Listing;
import io.financeflow.cli.output.TextTable;
import io.financeflow.ml.store.Alias;
import io.financeflow.ml.store.Promotion;
import io.financeflow.ml.store.StoredVersion;
import io.financeflow.schema.model.FeatureSet;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A version with all that is known of it, as text and as JSON. */
final class VersionReport {
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private static final int LONGEST = 200;

  private VersionReport() {}

  static String text(StoredVersion version, List<Promotion> promotions) {
    StringBuilder text =
        new StringBuilder(
            """
            version      %s%s
            kind         %s, forecasts %s
            saved        %s by code %s
            parent       %s
            data         %s, %d rows
            source       %s
            fingerprint  %s
            seed         %d
            artifact     %s, %d bytes, SHA-256 %s
            config       %s
            scaler       %s
            """
                .formatted(
                    version.ref().text(),
                    aliases(version).isEmpty() ? "" : " (" + aliases(version) + ")",
                    version.kind(),
                    version.target(),
                    version.createdAt(),
                    version.codeVersion(),
                    version.parentVersion().isPresent()
                        ? version.model() + ":" + version.parentVersion().getAsInt()
                        : "none",
                    version.origin().range(),
                    version.origin().rows(),
                    source(version),
                    version.origin().fingerprint(),
                    version.seed(),
                    version.format(),
                    version.size(),
                    version.sha256(),
                    shortened(version.config()),
                    version.scaler().isEmpty() ? "none" : GSON.toJson(version.scaler())));
    if (!version.note().isEmpty()) {
      text.append("note         ").append(version.note()).append('\n');
    }
    text.append('\n').append(Measures.besideBaselines(version.metrics()));
    if (!promotions.isEmpty()) {
      text.append('\n').append(history(promotions));
    }
    return text.toString();
  }

  static JsonObject json(StoredVersion version, List<Promotion> promotions) {
    JsonObject json = new JsonObject();
    json.addProperty("model", version.model());
    json.addProperty("version", version.version());
    json.add("aliases", names(version.aliases()));
    json.addProperty("kind", version.kind());
    json.addProperty("target", version.target());
    json.addProperty("created_at", version.createdAt().toString());
    json.addProperty("code_version", version.codeVersion());
    json.addProperty("parent_version", number(version.parentVersion()));
    json.add("data", data(version));
    json.addProperty("seed", version.seed());
    json.addProperty("format", version.format());
    json.addProperty("size", version.size());
    json.addProperty("sha256", version.sha256());
    json.add("config", version.config());
    json.add("scaler", version.scaler());
    json.add("metrics", version.metrics());
    json.addProperty("note", version.note());
    json.add("promotions", listing(promotions).json());
    return json;
  }

  /** For example {@code champion}; empty without any. */
  static String aliases(StoredVersion version) {
    return String.join(" ", version.aliases().stream().map(Alias::text).toList());
  }

  static @Nullable Integer number(OptionalInt version) {
    return version.isPresent() ? (Integer) version.getAsInt() : null;
  }

  private static JsonArray names(List<Alias> aliases) {
    JsonArray names = new JsonArray();
    aliases.forEach(alias -> names.add(alias.text()));
    return names;
  }

  private static JsonObject data(StoredVersion version) {
    JsonObject data = new JsonObject();
    data.addProperty("from", version.origin().range().from().toString());
    data.addProperty("to", version.origin().range().to().toString());
    data.addProperty("rows", version.origin().rows());
    data.addProperty("fingerprint", version.origin().fingerprint());
    data.addProperty(
        "feature_set", version.origin().featureSet().map(FeatureSet.Key::toString).orElse(null));
    data.addProperty("dataset", version.origin().dataset().orElse(null));
    return data;
  }

  private static String source(StoredVersion version) {
    String features =
        version.origin().featureSet().map(set -> "feature set " + set).orElse("daily bars");
    return features + version.origin().dataset().map(name -> ", dataset " + name).orElse("");
  }

  /** The settings; of a member that is long, like the trace of a search, only where to find it. */
  private static String shortened(JsonObject config) {
    JsonObject shown = new JsonObject();
    config
        .asMap()
        .forEach(
            (name, value) -> {
              boolean tooLong = GSON.toJson(value).length() > LONGEST;
              shown.add(name, tooLong ? new JsonPrimitive("long: see --json") : value);
            });
    return GSON.toJson(shown);
  }

  /** A line per reason. */
  private static TextTable history(List<Promotion> promotions) {
    TextTable table = new TextTable("at", "action", "alias", "from", "to", "by", "reason");
    for (Promotion each : promotions) {
      table.row(
          each.at(),
          each.action(),
          each.alias().text(),
          each.from().isPresent() ? each.from().getAsInt() : "",
          each.to(),
          each.decision().by(),
          each.decision().reason().replace("; ", "\n"));
    }
    return table;
  }

  private static Listing listing(List<Promotion> promotions) {
    Listing listing = Listing.of("at", "action", "alias", "from", "to", "by", "reason", "figures");
    for (Promotion each : promotions) {
      listing.row(
          each.at(),
          each.action(),
          each.alias().text(),
          number(each.from()),
          each.to(),
          each.decision().by(),
          each.decision().reason(),
          each.decision().figures());
    }
    return listing;
  }
}
