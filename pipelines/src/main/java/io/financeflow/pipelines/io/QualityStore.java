package io.financeflow.pipelines.io;

import io.financeflow.schema.db.BinaryCopy;
import io.financeflow.schema.market.DateRange;
import io.financeflow.schema.market.IngestionLog;
import io.financeflow.schema.quality.QualityCheck;
import io.financeflow.schema.quality.QualityCheckTable;
import io.financeflow.schema.quality.QualityRule;
import io.financeflow.schema.quality.QualityStage;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/**
 * Evaluates rules for a stretch of sessions and stores their results, in one transaction on one
 * snapshot of the bars. Storing the same results twice changes nothing. Not thread-safe.
 */
public final class QualityStore {
  private final Transactions transactions;
  private final BinaryCopy staging = new BinaryCopy();

  /** A store on that pool. */
  public QualityStore(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * A session to check.
   *
   * @param date the session
   * @param previous the session before
   * @param dueAt from when on it should be there
   * @param fullDay true when trading lasts until 16:00
   */
  public record Session(LocalDate date, LocalDate previous, Instant dueAt, boolean fullDay) {}

  /**
   * What to check.
   *
   * @param range dates looked at; bars on those that are no session are found, too
   * @param sessions every session of the range, ascending
   * @param history the sessions before them that say what is usual
   * @param now what time it is
   */
  public record Scope(
      DateRange range, List<Session> sessions, List<LocalDate> history, Instant now) {}

  /**
   * What came of it. Sessions that are not due and have no bars are in none of the parts.
   *
   * @param bars stored bars of each day looked at
   * @param checks a result for each of these days and each rule
   * @param changed results that differed from those stored, by day; absent for none
   */
  public record Findings(
      Map<LocalDate, Long> bars, List<QualityCheck> checks, Map<LocalDate, Long> changed) {}

  /** Checks a stretch and returns its log rows, made from what was found. */
  public List<IngestionLog> check(
      Scope scope, Set<QualityRule> rules, UUID runId, Function<Findings, List<IngestionLog>> logs)
      throws SQLException, IOException {
    return transactions.run(
        Connection.TRANSACTION_REPEATABLE_READ,
        connection -> {
          stage(connection, scope);
          Map<LocalDate, Long> bars = counts(connection, QualityStage.SELECT_DAYS);
          List<QualityCheck> checks = new ArrayList<>();
          for (QualityRule rule : rules) {
            evaluate(connection, rule, checks);
          }
          Sql.update(
              connection, QualityCheckTable.FORGET, scope.range().from(), scope.range().to());
          Findings findings = new Findings(bars, checks, merge(connection, checks, runId));
          List<IngestionLog> rows = logs.apply(findings);
          Sql.log(connection, rows);
          return rows;
        });
  }

  private static void stage(Connection connection, Scope scope) throws SQLException {
    LocalDate first = scope.range().from();
    LocalDate last = scope.range().to();
    LocalDate before = scope.sessions().isEmpty() ? first : scope.sessions().get(0).previous();
    Sql.execute(connection, QualityStage.CREATE);
    fillSessions(connection, scope.sessions());
    Sql.update(connection, QualityStage.FILL_CLOSED_DAYS, first, last);
    Sql.execute(connection, "ANALYZE quality_days");
    Sql.update(connection, QualityStage.FILL_BARS, before, last, first, last);
    Sql.update(connection, QualityStage.COUNT_BARS);
    Sql.update(connection, QualityStage.FORGET_NOT_DUE, scope.now().atOffset(ZoneOffset.UTC));
    Sql.execute(connection, QualityStage.ANALYZE);
    Sql.update(connection, QualityStage.FILL_MISSING, before, last);
    Sql.update(connection, QualityStage.FILL_REJECTS);
    List<LocalDate> usual = new ArrayList<>(scope.history());
    scope.sessions().forEach(session -> usual.add(session.date()));
    Sql.update(
        connection, QualityStage.FILL_HISTORY, connection.createArrayOf("date", usual.toArray()));
  }

  private static void fillSessions(Connection connection, List<Session> sessions)
      throws SQLException {
    Sql.update(
        connection,
        QualityStage.FILL_SESSIONS,
        array(connection, "date", sessions, Session::date),
        array(connection, "date", sessions, Session::previous),
        array(connection, "timestamptz", sessions, Session::dueAt),
        array(connection, "bool", sessions, Session::fullDay));
  }

  private static Object array(
      Connection connection, String type, List<Session> sessions, Function<Session, Object> part)
      throws SQLException {
    return connection.createArrayOf(type, sessions.stream().map(part).toArray());
  }

  private static void evaluate(Connection connection, QualityRule rule, List<QualityCheck> checks)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(rule.query());
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        QualityCheck.Counts counts = new QualityCheck.Counts(rows.getLong(2), rows.getLong(3));
        checks.add(
            new QualityCheck(
                rows.getObject(1, LocalDate.class),
                rule,
                rule.severity(counts.checked(), counts.violations(), rows.getLong(4)),
                counts,
                rows.getString(5)));
      }
    }
  }

  private Map<LocalDate, Long> merge(Connection connection, List<QualityCheck> checks, UUID runId)
      throws SQLException, IOException {
    staging.clear();
    checks.forEach(check -> QualityCheckTable.encode(check, staging));
    Sql.execute(connection, QualityCheckTable.CREATE_STAGING);
    Sql.copyIn(connection, QualityCheckTable.COPY_STAGING, staging);
    return counts(connection, QualityCheckTable.MERGE, runId);
  }

  private static Map<LocalDate, Long> counts(
      Connection connection, String sql, Object... parameters) throws SQLException {
    Map<LocalDate, Long> counts = new TreeMap<>();
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      Sql.bind(select, parameters);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          counts.put(rows.getObject(1, LocalDate.class), rows.getLong(2));
        }
      }
    }
    return counts;
  }
}
