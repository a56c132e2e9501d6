package io.financeflow.ml.retraining;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.financeflow.ml.monitoring.Finding;
import io.financeflow.ml.monitoring.Performance;
import io.financeflow.ml.monitoring.PerformanceCheck;
import io.financeflow.ml.monitoring.Scored;
import io.financeflow.ml.monitoring.Verdict;
import io.financeflow.ml.store.StoredVersion;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.model.PredictionTable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The stored forecasts of a version beside what came, in the units that versions are judged in:
 * simple returns, also where closes are forecast, and probabilities for directions.
 */
final class ForecastHistory {
  private static final double EVEN = 0.5;

  private final Database database;

  ForecastHistory(Database database) {
    this.database = database;
  }

  /**
   * Returns the scored one-step forecasts about sessions that the version has not learnt from, of
   * the latest so many target sessions, in order. A close without the bar it started from is left
   * out.
   */
  List<Scored> latest(StoredVersion version, int sessions) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(PredictionTable.SELECT_LATEST_SCORED)
                    .bind("version", version.id())
                    .bind("after", version.origin().range().to())
                    .bind("most", sessions)
                    .map((row, context) -> scored(version.target(), row))
                    .list())
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Scored> scored(String target, ResultSet row) throws SQLException {
    LocalDate session = row.getObject("target_date", LocalDate.class);
    double value = row.getDouble("value");
    double realised = row.getDouble("realised");
    @Nullable Double low = row.getObject("low", Double.class);
    @Nullable Double high = row.getObject("high", Double.class);
    double from = low == null ? value : low;
    double to = high == null ? value : high;
    if (!target.equals("close")) {
      double origin = target.equals("direction") ? EVEN : 0;
      return Optional.of(new Scored(session, origin, from, value, to, realised));
    }
    @Nullable Double base = row.getObject("base", Double.class);
    return base == null
        ? Optional.empty()
        : Optional.of(
            new Scored(
                session, 0, from / base - 1, value / base - 1, to / base - 1, realised / base - 1));
  }

  /**
   * Holds them against the version's own metrics: as many sessions as {@code minimum} must be there
   * before anything is said.
   */
  static List<Finding> check(StoredVersion version, List<Scored> scored, int minimum) {
    Optional<Performance> promoted = promoted(version.metrics());
    if (promoted.isEmpty()) {
      String reason = "rmse: the version has no figures of its training to be held against";
      return List.of(new Finding("rmse", OptionalDouble.empty(), 0, Verdict.TOO_FEW, reason));
    }
    long sessions = scored.stream().map(Scored::target).distinct().count();
    int perSession = (int) Math.max(1, Math.ceil((double) scored.size() / Math.max(1, sessions)));
    int fewest = minimum * perSession;
    PerformanceCheck check =
        new PerformanceCheck(
            new PerformanceCheck.Settings(Math.max(fewest, scored.size()), fewest));
    boolean intervals = scored.stream().anyMatch(each -> each.high() > each.low());
    return check.check(promoted.get(), scored).stream()
        .filter(finding -> intervals || !finding.metric().equals("coverage"))
        .toList();
  }

  private static Optional<Performance> promoted(JsonObject metrics) {
    OptionalDouble rmse = number(metrics, "rmse");
    OptionalDouble mae = number(metrics, "mae");
    if (rmse.isEmpty() || mae.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Performance(
            1,
            rmse.getAsDouble(),
            mae.getAsDouble(),
            number(metrics, "directional_accuracy"),
            number(metrics, "coverage").orElse(0)));
  }

  private static OptionalDouble number(JsonObject metrics, String name) {
    JsonElement value = metrics.get(name);
    return value != null && value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber()
        ? OptionalDouble.of(value.getAsDouble())
        : OptionalDouble.empty();
  }
}
