package io.financeflow.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.financeflow.cli.config.Configuration;
import io.financeflow.cli.config.Databases;
import io.financeflow.cli.config.Environment;
import io.financeflow.cli.output.Console;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.cli.output.TextTable;
import io.financeflow.schema.calendar.TradingCalendar;
import io.financeflow.schema.db.Database;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code status}: what is in the tables. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Say what is in the tables: last session, rows, gaps, last runs.")
final class StatusCommand implements Callable<Integer> {
  private static final int GAPS_SHOWN = 10;
  private static final String TOTALS =
      """
      SELECT count(*) AS rows, count(DISTINCT ticker) AS tickers, min(trading_date) AS first_session,
        max(trading_date) AS last_session, count(daily_return) AS returns,
        (SELECT count(*) FROM splits) AS splits, (SELECT count(*) FROM dividends) AS dividends,
        (SELECT count(*) FROM tickers) AS listings, (SELECT count(*) FROM rejected_rows) AS rejects,
        (SELECT string_agg(DISTINCT source, ', ') FROM ingestion_logs
         WHERE dataset = 'daily_bars' AND status = 'DONE') AS sources
      FROM daily_bars
      """;
  private static final String SESSIONS = "SELECT DISTINCT trading_date FROM daily_bars";
  private static final String RUNS =
      """
      SELECT to_char(min(started_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI') AS started_utc,
        string_agg(DISTINCT dataset, ' ') AS datasets,
        min(trading_date) || CASE WHEN min(trading_date) = max(trading_date) THEN ''
          ELSE '..' || max(trading_date) END AS dates,
        sum(row_count)::text AS rows, sum(changed_count)::text AS changed,
        sum(rejected_count)::text AS rejected,
        string_agg(DISTINCT status, ' ') AS statuses
      FROM ingestion_logs GROUP BY run_id ORDER BY min(id) DESC LIMIT 5
      """;

  private final Environment environment;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  StatusCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    try (Database database = new Databases(Configuration.read(environment)).open()) {
      Map<String, Object> totals =
          database.jdbi().withHandle(h -> h.createQuery(TOTALS).mapToMap().one());
      List<LocalDate> gaps =
          gaps(database, date(totals, "first_session"), date(totals, "last_session"));
      totals.put("incomplete", incomplete(database, date(totals, "first_session")));
      List<Map<String, Object>> runs =
          database.jdbi().withHandle(h -> h.createQuery(RUNS).mapToMap().list());
      if (json) {
        environment.console().out().println(json(totals, gaps, runs));
      } else {
        print(environment.console(), totals, gaps, runs);
      }
    }
    return ExitCode.DONE.code();
  }

  private @Nullable Completeness incomplete(Database database, @Nullable LocalDate first) {
    return first == null ? null : Completeness.of(database, first, environment.clock().instant());
  }

  private static @Nullable LocalDate date(Map<String, Object> totals, String name) {
    Object date = totals.get(name);
    return date == null ? null : LocalDate.parse(date.toString());
  }

  /** Sessions between the first and the last stored one that have no bars. */
  private static List<LocalDate> gaps(
      Database database, @Nullable LocalDate first, @Nullable LocalDate last) {
    if (first == null || last == null) {
      return List.of();
    }
    Set<LocalDate> stored =
        new HashSet<>(
            database.jdbi().withHandle(h -> h.createQuery(SESSIONS).mapTo(LocalDate.class).list()));
    return TradingCalendar.nyse().sessions(first, last).stream()
        .filter(session -> !stored.contains(session))
        .toList();
  }

  private static void print(
      Console console,
      Map<String, Object> totals,
      List<LocalDate> gaps,
      List<Map<String, Object>> runs) {
    Object sources = totals.get("sources");
    if (sources != null && sources.toString().contains("simulated")) {
      console.out().println("SIMULATED DATA: these prices were made by the sandbox");
    }
    totals.forEach(
        (name, value) ->
            console
                .out()
                .printf(
                    "%-14s %s%n",
                    name.replace('_', ' '),
                    value == null
                        ? "none"
                        : value instanceof Long n ? String.format(Locale.ROOT, "%,d", n) : value));
    console.out().printf("%-14s %s%n", "gaps", words(gaps));
    if (runs.isEmpty()) {
      console
          .out()
          .println("nothing ingested yet: run ./financeflow demo, or ./financeflow ingest --help");
      return;
    }
    TextTable table = new TextTable(List.copyOf(runs.get(0).keySet()));
    runs.forEach(run -> table.row(run.values().toArray()));
    console.out().println();
    console.out().print(table);
  }

  private static String words(List<LocalDate> gaps) {
    if (gaps.isEmpty()) {
      return "none";
    }
    List<String> shown = gaps.stream().limit(GAPS_SHOWN).map(LocalDate::toString).toList();
    return gaps.size()
        + " sessions without bars: "
        + String.join(" ", shown)
        + (gaps.size() > GAPS_SHOWN ? " ..." : "");
  }

  private static JsonObject json(
      Map<String, Object> totals, List<LocalDate> gaps, List<Map<String, Object>> runs) {
    JsonObject status = object(totals);
    JsonArray missing = new JsonArray();
    gaps.forEach(gap -> missing.add(gap.toString()));
    status.add("gaps", missing);
    JsonArray last = new JsonArray();
    runs.forEach(run -> last.add(object(run)));
    status.add("runs", last);
    return status;
  }

  private static JsonObject object(Map<String, Object> row) {
    JsonObject object = new JsonObject();
    row.forEach(
        (name, value) -> {
          if (value instanceof Number number) {
            object.addProperty(name, number);
          } else if (value instanceof Completeness last) {
            object.addProperty(name, last.incomplete());
          } else {
            object.addProperty(name, value == null ? null : value.toString());
          }
        });
    return object;
  }
}
