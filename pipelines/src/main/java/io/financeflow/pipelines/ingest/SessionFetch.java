package io.financeflow.pipelines.ingest;

import io.financeflow.pipelines.io.DayStore;
import io.financeflow.pipelines.source.DaySource;
import io.financeflow.pipelines.source.FetchedDay;
import io.financeflow.pipelines.source.VendorFailure;
import io.financeflow.schema.calendar.TradingCalendar;
import io.financeflow.schema.market.DailyBar;
import io.financeflow.schema.market.IngestionLog;
import io.financeflow.schema.market.IngestionStatus;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.function.LongFunction;

/** Fetches one date, judges the answer, and says what is to be stored of it. Thread-safe. */
public final class SessionFetch {
  /** What is fetched, as {@code ingestion_logs} names it. */
  public static final String DATASET = "daily_bars";

  private final DaySource source;
  private final double maxRejectShare;
  private final IngestSettings.Run run;

  /**
   * Fetches from that source.
   *
   * @param maxRejectShare share of a session's rows, 0 to 1, above which none is stored
   */
  public SessionFetch(DaySource source, double maxRejectShare, IngestSettings.Run run) {
    this.source = source;
    this.maxRejectShare = maxRejectShare;
    this.run = run;
  }

  /** Returns what is to be stored; a vendor's failure is a log row without bars. */
  public DayStore.Day fetch(LocalDate date) {
    Attempt attempt = new Attempt(run, DATASET, date);
    if (isWeekend(date)) {
      return nothing(attempt, n -> attempt.closed(source.name()));
    }
    TradingCalendar calendar = TradingCalendar.nyse();
    FetchedDay day;
    try {
      day = source.day(date, calendar.isSession(date));
    } catch (VendorFailure failure) {
      return nothing(attempt, n -> attempt.failed(source.name(), failure));
    }
    Verdict verdict = Verdict.of(date, calendar, day, maxRejectShare);
    List<DailyBar> bars = verdict.status() == IngestionStatus.DONE ? day.bars() : List.of();
    return new DayStore.Day(
        attempt.subject(day.receipt().source()),
        bars,
        day.rejects(),
        changed ->
            attempt.ended(
                verdict, day.bars().size(), changed, day.rejects().size(), day.receipt()));
  }

  private DayStore.Day nothing(Attempt attempt, LongFunction<IngestionLog> log) {
    return new DayStore.Day(attempt.subject(source.name()), List.of(), List.of(), log);
  }

  /** The exchange has had no session on a weekend since 1952: no request is spent on one. */
  private static boolean isWeekend(LocalDate date) {
    return date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY;
  }
}
