package io.financeflow.pipelines.io;

import io.financeflow.schema.market.ReturnsDueTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;

/** Notes which returns a change touches, on the transaction of the change. */
final class DueNotes {
  /** Calendar days that the widest gap of a return (25 sessions) spans at the most, rounded up. */
  static final int BRIDGED_DAYS = 40;

  private DueNotes() {}

  /** Notes bars of one session. */
  static void note(Connection connection, LocalDate date, String reason, List<String> tickers)
      throws SQLException {
    Sql.update(connection, ReturnsDueTable.NOTE, date, reason, tickers.toArray(String[]::new));
  }

  /** Notes the next bar of each ticker after a session, when it lies after another date. */
  static void noteNext(
      Connection connection, LocalDate date, List<String> tickers, LocalDate notBefore)
      throws SQLException {
    List<LocalDate> dates = Collections.nCopies(tickers.size(), date);
    noteNext(connection, "bar", tickers, dates, notBefore);
  }

  /** Notes the first bar of each ticker after a date of its own and after a common one. */
  static void noteNext(
      Connection connection,
      String reason,
      List<String> tickers,
      List<LocalDate> dates,
      LocalDate notBefore)
      throws SQLException {
    Sql.update(
        connection,
        ReturnsDueTable.NOTE_NEXT,
        reason,
        tickers.toArray(String[]::new),
        texts(dates),
        BRIDGED_DAYS,
        notBefore);
    Sql.execute(connection, ReturnsDueTable.CLEAR_NOTED);
  }

  /** PostgreSQL's driver takes arrays of texts, the statement makes dates of them. */
  static String[] texts(List<LocalDate> dates) {
    return dates.stream().map(LocalDate::toString).toArray(String[]::new);
  }
}
