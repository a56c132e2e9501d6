package io.financeflow.pipelines.quality;

import io.financeflow.pipelines.io.QualityStore;
import io.financeflow.schema.market.IngestionLog;
import io.financeflow.schema.market.IngestionStatus;
import io.financeflow.schema.quality.QualityCheck;
import io.financeflow.schema.quality.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes the log rows of a checked stretch: DONE, BAD_INPUT when a rule is broken with ERROR,
 * NOT_READY when the session need not be there yet.
 */
final class CheckLog {
  private static final String SOURCE = "financeflow";
  private static final String DATASET = "quality_checks";

  private final QualitySettings settings;
  private final Instant startedAt;

  CheckLog(QualitySettings settings, Instant startedAt) {
    this.settings = settings;
    this.startedAt = startedAt;
  }

  /** A stretch is one transaction: its time is shared evenly by its days. */
  List<IngestionLog> rows(List<QualityStore.Session> sessions, QualityStore.Findings findings) {
    TreeSet<LocalDate> days = new TreeSet<>(findings.bars().keySet());
    sessions.forEach(session -> days.add(session.date()));
    Duration elapsed = Duration.between(startedAt, settings.clock().instant());
    Duration share =
        elapsed.isNegative() || days.isEmpty() ? Duration.ZERO : elapsed.dividedBy(days.size());
    Map<LocalDate, List<QualityCheck>> checks =
        findings.checks().stream().collect(Collectors.groupingBy(QualityCheck::tradingDate));
    List<IngestionLog> rows = new ArrayList<>();
    for (LocalDate day : days) {
      Long bars = findings.bars().get(day);
      rows.add(
          bars == null
              ? row(day, IngestionStatus.NOT_READY, IngestionLog.Counts.NONE, share, notDue(day))
              : checked(day, bars, checks.getOrDefault(day, List.of()), findings, share));
    }
    return rows;
  }

  private IngestionLog checked(
      LocalDate day,
      long bars,
      List<QualityCheck> checks,
      QualityStore.Findings findings,
      Duration share) {
    String error = broken(day, checks);
    long changed = findings.changed().getOrDefault(day, 0L);
    return row(
        day,
        error == null ? IngestionStatus.DONE : IngestionStatus.BAD_INPUT,
        new IngestionLog.Counts(bars, changed, 0, 0),
        share,
        error);
  }

  private static @Nullable String broken(LocalDate day, List<QualityCheck> checks) {
    String rules =
        checks.stream()
            .filter(check -> check.severity() == Severity.ERROR)
            .map(check -> check.rule().ruleName() + " (" + check.sample() + ")")
            .sorted()
            .collect(Collectors.joining(", "));
    return rules.isEmpty()
        ? null
        : "%s breaks %s: see ./financeflow quality --missing --from %s --to %s"
            .formatted(day, rules, day, day);
  }

  private static String notDue(LocalDate day) {
    return "no bars of %s yet, which are due at %s: retry then"
        .formatted(day, Publication.dueAt(day));
  }

  private IngestionLog row(
      LocalDate day,
      IngestionStatus status,
      IngestionLog.Counts counts,
      Duration share,
      @Nullable String error) {
    IngestionLog.Subject subject = new IngestionLog.Subject(settings.runId(), SOURCE, DATASET, day);
    return new IngestionLog(subject, status, counts, startedAt, share, null, error);
  }
}
