package io.financeflow.ml.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeflow.schema.calendar.TradingCalendar;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.PostgresExtension;
import io.financeflow.schema.market.DateRange;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class StoredClosesTest {
  private static final DateRange WEEK =
      new DateRange(LocalDate.of(2020, 8, 27), LocalDate.of(2020, 9, 1));
  private final Database database;
  private final StoredCloses closes;

  StoredClosesTest(Database database) {
    this.database = database;
    this.closes = new StoredCloses(database, TradingCalendar.nyse());
  }

  @Test
  void closesAreInTheSharesOfTheLastBarOfTheRange() {
    bar("AAPL", "2020-08-27", 500);
    bar("AAPL", "2020-08-28", 504);
    bar("AAPL", "2020-08-31", 128);
    bar("AAPL", "2020-09-01", 132);
    bar("AAPL", "2020-09-02", 131);
    execute("INSERT INTO splits VALUES ('AAPL', '2020-08-31', 1, 4, 'test')");

    assertThat(closes.read(List.of("AAPL", "NONE"), WEEK)).containsOnlyKeys("AAPL");
    assertThat(values("AAPL", WEEK)).containsExactly(125, 126, 128, 132);
    DateRange before = new DateRange(LocalDate.of(2020, 8, 27), LocalDate.of(2020, 8, 28));
    assertThat(values("AAPL", before)).containsExactly(500, 504);
  }

  @Test
  void anotherCompanyUnderTheSymbolIsLeftOut() {
    bar("X", "2020-08-27", 5);
    bar("X", "2020-08-31", 50);
    bar("X", "2020-09-01", 51);
    execute(
        "INSERT INTO tickers (ticker, delisted_date, name, type, primary_exchange, currency, cik,"
            + " composite_figi, source) VALUES ('X', '2020-08-28', '', '', '', '', '', '', 'test')");

    assertThat(values("X", WEEK)).containsExactly(50, 51);
  }

  @Test
  void tickersAreThoseWithABarInTheRange() {
    bar("B", "2020-08-28", 1);
    bar("A", "2020-09-01", 1);
    bar("C", "2020-09-02", 1);

    assertThat(closes.tickers(WEEK)).containsExactly("A", "B");
  }

  private double[] values(String ticker, DateRange range) {
    return Objects.requireNonNull(closes.read(List.of(ticker), range).get(ticker)).values();
  }

  private void bar(String ticker, String date, double close) {
    execute(
        "INSERT INTO daily_bars (ticker, trading_date, open, high, low, close, volume, source)"
            + " VALUES ('%1$s', '%2$s', %3$s, %3$s, %3$s, %3$s, 1, 'test')"
                .formatted(ticker, date, close));
  }

  private void execute(String sql) {
    database.jdbi().useHandle(handle -> handle.execute(sql));
  }
}
