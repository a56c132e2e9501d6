package io.financeflow.cli.learn;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.financeflow.cli.output.TextTable;
import io.financeflow.ml.arima.ArimaFit;
import io.financeflow.ml.arima.ArimaModel;
import io.financeflow.ml.arima.ArimaOrder;
import io.financeflow.ml.arima.Goodness;
import io.financeflow.ml.arima.SearchTrace;
import io.financeflow.ml.forecaster.Forecast;
import io.financeflow.ml.forecaster.Series;
import java.util.List;
import java.util.Locale;

/** A fitted ARIMA model and its forecasts, for people and for programs. */
final class ArimaReport {
  private final Series series;
  private final ArimaFit fit;
  private final boolean traced;

  /**
   * A report.
   *
   * @param traced whether the search belongs to it, when there was one
   */
  ArimaReport(Series series, ArimaFit fit, boolean traced) {
    this.series = series;
    this.fit = fit;
    this.traced = traced;
  }

  /** All of it; what is not finite is null. */
  JsonObject json(int horizon, double level) {
    ArimaModel model = fit.model();
    JsonObject json = new JsonObject();
    json.addProperty("model", model.spec().toString());
    json.add("order", part(model.spec().order().regular()));
    json.add("seasonal", part(model.spec().order().seasonal()));
    json.addProperty("period", model.spec().order().period());
    json.addProperty("log", model.log());
    json.addProperty("values", series.present());
    json.addProperty("missing", series.length() - series.present());
    json.addProperty("constant", constant());
    JsonObject coefficients = new JsonObject();
    model.coefficients().byName().forEach((name, value) -> coefficients.add(name, number(value)));
    json.add("coefficients", coefficients);
    Goodness goodness = model.goodness();
    json.add("sigma2", number(goodness.sigma2()));
    json.add("loglik", number(goodness.logLikelihood()));
    json.add("aic", number(goodness.aic()));
    json.add("aicc", number(goodness.aicc()));
    json.add("bic", number(goodness.bic()));
    json.addProperty("simpler_because", model.simplerBecause().orElse(null));
    json.addProperty("level", level);
    json.add("forecasts", forecasts(horizon, level));
    if (traced) {
      json.add("search", fit.trace().<JsonElement>map(ArimaReport::json).orElse(JsonNull.INSTANCE));
    }
    return json;
  }

  /** The same for people. */
  String text(int horizon, double level) {
    ArimaModel model = fit.model();
    Goodness goodness = model.goodness();
    TextTable steps = new TextTable("step", "low", "forecast", "high");
    Forecast forecast = model.forecast(horizon, level);
    for (int i = 0; i < horizon; i++) {
      Forecast.Step step = forecast.steps().get(i);
      steps.row(i + 1, shown(step.low()), shown(step.point()), shown(step.high()));
    }
    TextTable coefficients = new TextTable("coefficient", "value");
    model.coefficients().byName().forEach((name, value) -> coefficients.row(name, shown(value)));
    return """
        %s%s of %d values%s
        %sconstant %s   sigma2 %s   loglik %s
        AIC %s   AICc %s   BIC %s

        %s
        %s%s"""
        .formatted(
            model.spec(),
            model.log() ? " of logarithms" : "",
            series.present(),
            series.present() == series.length()
                ? ""
                : ", " + (series.length() - series.present()) + " missing",
            model.simplerBecause().map(why -> "a simpler model, for " + why + "\n").orElse(""),
            constant(),
            shown(goodness.sigma2()),
            shown(goodness.logLikelihood()),
            shown(goodness.aic()),
            shown(goodness.aicc()),
            shown(goodness.bic()),
            coefficients,
            steps,
            traced ? search() : "");
  }

  private String constant() {
    if (!fit.model().spec().constant()) {
      return "none";
    }
    return fit.model().spec().order().differences() == 0 ? "mean" : "drift";
  }

  private JsonArray forecasts(int horizon, double level) {
    JsonArray array = new JsonArray();
    List<Forecast.Step> steps = fit.model().forecast(horizon, level).steps();
    for (int i = 0; i < horizon; i++) {
      JsonObject step = new JsonObject();
      step.addProperty("step", i + 1);
      step.add("low", number(steps.get(i).low()));
      step.add("point", number(steps.get(i).point()));
      step.add("high", number(steps.get(i).high()));
      array.add(step);
    }
    return array;
  }

  /** A search as JSON: the criterion of a rejected model is null. */
  static JsonObject json(SearchTrace trace) {
    JsonObject json = new JsonObject();
    json.addProperty("differences", trace.differencing().regular());
    json.addProperty("seasonal_differences", trace.differencing().seasonal());
    json.addProperty("approximate", trace.approximate());
    json.add("tried", tried(trace.tried()));
    json.add("refitted", tried(trace.refitted()));
    return json;
  }

  private static JsonArray tried(List<SearchTrace.Tried> models) {
    JsonArray array = new JsonArray();
    for (SearchTrace.Tried tried : models) {
      JsonObject model = new JsonObject();
      model.addProperty("model", tried.spec().toString());
      model.add("aicc", number(tried.aicc()));
      array.add(model);
    }
    return array;
  }

  private String search() {
    if (fit.trace().isEmpty()) {
      return "\nno search: the order was given\n";
    }
    SearchTrace trace = fit.trace().get();
    TextTable table = new TextTable("tried", trace.approximate() ? "approximate AICc" : "AICc");
    trace.tried().forEach(each -> table.row(each.spec(), criterion(each)));
    if (!trace.approximate()) {
      return "\n" + table;
    }
    TextTable exact = new TextTable("refitted", "AICc");
    trace.refitted().forEach(each -> exact.row(each.spec(), criterion(each)));
    return "\n" + table + "\n" + exact;
  }

  private static String criterion(SearchTrace.Tried tried) {
    return tried.rejected() ? "rejected" : String.format(Locale.ROOT, "%.6f", tried.aicc());
  }

  private static JsonArray part(ArimaOrder.Part part) {
    JsonArray array = new JsonArray();
    array.add(part.ar());
    array.add(part.differences());
    array.add(part.ma());
    return array;
  }

  private static JsonElement number(double value) {
    return Double.isFinite(value) ? new JsonPrimitive(value) : JsonNull.INSTANCE;
  }

  private static String shown(double value) {
    return String.format(Locale.ROOT, "%.8g", value);
  }
}
