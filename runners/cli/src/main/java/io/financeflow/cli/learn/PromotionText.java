package io.financeflow.cli.learn;

import com.google.gson.JsonObject;
import io.financeflow.ml.store.Alias;
import io.financeflow.ml.store.Promotion;
import java.util.Optional;

/** What a promotion did, as a line and as JSON. */
final class PromotionText {
  private PromotionText() {}

  /** For example {@code m:3 is champion, m:2 is previous}. */
  static String line(String model, Alias alias, Optional<Promotion> promotion) {
    if (promotion.isEmpty()) {
      return "unchanged: it is %s of %s already%n".formatted(alias.text(), model);
    }
    Promotion done = promotion.get();
    String line = "%s:%d is %s".formatted(model, done.to(), alias.text());
    if (done.from().isPresent()) {
      String now = alias == Alias.CHAMPION ? "is previous" : "is not any more";
      line += ", %s:%d %s".formatted(model, done.from().getAsInt(), now);
    }
    return line + "\n";
  }

  static JsonObject json(String model, Alias alias, Optional<Promotion> promotion) {
    JsonObject json = new JsonObject();
    json.addProperty("model", model);
    json.addProperty("alias", alias.text());
    json.addProperty("changed", promotion.isPresent());
    json.addProperty("from", promotion.map(done -> VersionReport.number(done.from())).orElse(null));
    json.addProperty("to", promotion.map(Promotion::to).orElse(null));
    return json;
  }
}
