package io.financeflow.ml.retraining;

import io.financeflow.ml.monitoring.DriftCheck;
import io.financeflow.ml.monitoring.Finding;
import io.financeflow.ml.monitoring.Scored;
import io.financeflow.ml.store.ModelStore;
import io.financeflow.ml.store.MonitoringStore;
import io.financeflow.ml.store.StoredVersion;
import io.financeflow.schema.calendar.TradingCalendar;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.market.DateRange;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Checks a stored version: its latest forecasts against its figures of training, and what it reads
 * against what it learnt from. Scores have to be up to date. Thread-safe.
 *
 * <p>Drift compares the sessions after the last one it has learnt from, at most the latest {@code
 * window}, with the last two years of those it has learnt from.
 */
public final class VersionMonitor {
  /** Subject of what is found about forecasts; all others are names of inputs. */
  public static final String FORECASTS = "forecasts";

  private static final int FEWEST_SESSIONS = 20;
  private static final int REFERENCE_SESSIONS = 504;

  private final Inputs inputs;
  private final ForecastHistory history;
  private final MonitoringStore store;
  private final Clock clock;
  private final int window;

  /**
   * A monitor.
   *
   * @param window latest sessions that count, 20 to 1000
   */
  public VersionMonitor(Database database, Clock clock, int window) {
    if (window < FEWEST_SESSIONS || window > 1000) {
      throw new IllegalArgumentException("window must be 20 to 1000 but was " + window);
    }
    this.inputs = new Inputs(database, new ModelStore(database, clock));
    this.history = new ForecastHistory(database);
    this.store = new MonitoringStore(database, clock);
    this.clock = clock;
    this.window = window;
  }

  /**
   * What was found about one subject.
   *
   * @param subject {@link #FORECASTS}, or the name of an input
   * @param stretch sessions that were looked at
   */
  public record Check(String subject, DateRange stretch, List<Finding> findings) {
    /** Copies the findings. */
    public Check {
      findings = List.copyOf(findings);
    }
  }

  /** Checks the forecasts and every input; stores nothing. */
  public List<Check> check(StoredVersion version) {
    List<Check> checks = new ArrayList<>();
    List<Scored> scored = history.latest(version, window);
    checks.add(
        new Check(
            FORECASTS,
            stretch(version, scored.stream().map(Scored::target).toList()),
            ForecastHistory.check(version, scored, FEWEST_SESSIONS)));
    DateRange learnt = version.origin().range();
    SortedMap<String, SortedMap<LocalDate, double[]>> before =
        inputs.in(version, new DateRange(from(learnt), learnt.to()));
    SortedMap<String, SortedMap<LocalDate, double[]>> after = later(version);
    before.forEach(
        (input, reference) ->
            checks.add(
                drift(version, input, reference, after.getOrDefault(input, new TreeMap<>()))));
    return List.copyOf(checks);
  }

  /** Stores what was found. */
  public void keep(StoredVersion version, List<Check> checks) {
    checks.forEach(check -> store.record(version, check.subject, check.stretch, check.findings));
  }

  private SortedMap<String, SortedMap<LocalDate, double[]>> later(StoredVersion version) {
    LocalDate last = version.origin().range().to();
    LocalDate today = LocalDate.ofInstant(clock.instant(), TradingCalendar.nyse().zone());
    // The last learnt session gives the first return after it.
    SortedMap<String, SortedMap<LocalDate, double[]>> rows =
        today.isAfter(last) ? inputs.in(version, new DateRange(last, today)) : new TreeMap<>();
    rows.replaceAll((input, sessions) -> latest(sessions.tailMap(last.plusDays(1))));
    return rows;
  }

  private SortedMap<LocalDate, double[]> latest(SortedMap<LocalDate, double[]> sessions) {
    return sessions.isEmpty()
        ? sessions
        : sessions.tailMap(
            new ArrayList<>(sessions.keySet()).get(Math.max(0, sessions.size() - window)));
  }

  private static LocalDate from(DateRange learnt) {
    TradingCalendar calendar = TradingCalendar.nyse();
    LocalDate last = calendar.previousOrSame(learnt.to());
    if (calendar.sessionIndex(last) < REFERENCE_SESSIONS) {
      return learnt.from();
    }
    LocalDate earliest = calendar.shift(last, -REFERENCE_SESSIONS);
    return earliest.isAfter(learnt.from()) ? earliest : learnt.from();
  }

  private static Check drift(
      StoredVersion version,
      String input,
      SortedMap<LocalDate, double[]> reference,
      SortedMap<LocalDate, double[]> current) {
    List<Finding> findings =
        new DriftCheck(DriftCheck.USUAL)
            .check(List.copyOf(reference.values()), List.copyOf(current.values()));
    return new Check(input, stretch(version, List.copyOf(current.keySet())), findings);
  }

  /** The sessions looked at; the last learnt one where there are none. */
  private static DateRange stretch(StoredVersion version, List<LocalDate> sessions) {
    LocalDate last = version.origin().range().to();
    return sessions.isEmpty()
        ? new DateRange(last, last)
        : new DateRange(sessions.get(0), sessions.get(sessions.size() - 1));
  }
}
