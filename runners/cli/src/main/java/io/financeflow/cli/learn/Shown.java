package io.financeflow.cli.learn;

import com.google.gson.JsonObject;
import io.financeflow.cli.output.TextTable;
import io.financeflow.ml.evaluation.DirectionMetrics;
import io.financeflow.ml.evaluation.InformationCoefficients;
import io.financeflow.ml.evaluation.PortfolioSummary;
import java.util.Locale;
import java.util.OptionalDouble;

/** Measures of judged models as cells and as members of JSON; what is not defined is blank. */
final class Shown {
  private Shown() {}

  static String number(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }

  static String share(OptionalDouble value) {
    return value.isPresent() ? share(value.getAsDouble()) : "";
  }

  static String share(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  static void put(JsonObject into, String name, OptionalDouble value) {
    into.addProperty(name, value.isPresent() ? (Double) value.getAsDouble() : null);
  }

  static void put(JsonObject into, DirectionMetrics direction) {
    put(into, "directional_accuracy", direction.accuracy());
    put(into, "balanced_accuracy", direction.balancedAccuracy());
    put(into, "mcc", direction.matthews());
  }

  static TextTable tradedTable() {
    return new TextTable(
        "long-short",
        "ic",
        "rank_ic",
        "gross_daily",
        "net_daily",
        "net_sharpe",
        "drawdown",
        "turnover");
  }

  static void row(
      TextTable table, String model, InformationCoefficients order, PortfolioSummary portfolio) {
    table.row(
        model,
        share(order.values().mean()),
        share(order.ranks().mean()),
        percent(portfolio.gross().meanDaily()),
        percent(portfolio.net().meanDaily()),
        portfolio.net().sharpe().isPresent()
            ? String.format(Locale.ROOT, "%.2f", portfolio.net().sharpe().getAsDouble())
            : "",
        percent(portfolio.net().maxDrawdown()),
        String.format(Locale.ROOT, "%.2f", portfolio.meanTurnover()));
  }

  private static String percent(double value) {
    return String.format(Locale.ROOT, "%.3f%%", 100 * value);
  }

  static JsonObject json(InformationCoefficients order, PortfolioSummary portfolio) {
    JsonObject json = new JsonObject();
    put(json, "ic", order.values().mean());
    put(json, "ic_ratio", order.values().ratio());
    put(json, "rank_ic", order.ranks().mean());
    put(json, "rank_ic_ratio", order.ranks().ratio());
    json.addProperty("days", portfolio.days());
    json.addProperty("traded_days", portfolio.tradedDays());
    json.add("gross", json(portfolio.gross()));
    json.add("net", json(portfolio.net()));
    json.addProperty("mean_turnover", portfolio.meanTurnover());
    return json;
  }

  private static JsonObject json(PortfolioSummary.Returns returns) {
    JsonObject json = new JsonObject();
    json.addProperty("mean_daily", returns.meanDaily());
    put(json, "sharpe", returns.sharpe());
    json.addProperty("max_drawdown", returns.maxDrawdown());
    return json;
  }
}
