package io.financeflow.ml.store;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.financeflow.schema.model.PromotionTable;
import java.time.Instant;
import java.util.OptionalInt;

/**
 * A decision that was carried out: a row of {@code promotions}.
 *
 * @param action promote, challenge or rollback
 * @param alias which moved: champion or challenger
 * @param from version that had it before, if any
 * @param to version that has it since
 */
public record Promotion(
    String model,
    String action,
    Alias alias,
    OptionalInt from,
    int to,
    Decision decision,
    Instant at) {

  static Promotion of(PromotionTable.Row row) {
    JsonObject figures = JsonParser.parseString(row.figures()).getAsJsonObject();
    return new Promotion(
        row.model(),
        row.action(),
        Alias.of(row.alias()),
        row.from(),
        row.to(),
        new Decision(row.reason(), row.by(), figures),
        row.at());
  }
}
