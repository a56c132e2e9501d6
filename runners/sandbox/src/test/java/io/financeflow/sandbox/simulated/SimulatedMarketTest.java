package io.financeflow.sandbox.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.financeflow.sandbox.market.Bar;
import io.financeflow.sandbox.market.Listing;
import io.financeflow.sandbox.market.Split;
import io.financeflow.schema.calendar.TradingCalendar;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The simulated market as a whole. */
class SimulatedMarketTest {

  private static final TradingCalendar NYSE = TradingCalendar.nyse();
  private static final SimulatedMarket MARKET = new SimulatedMarket(42, 750, NYSE);
  private static final LocalDate FRI_2025_01_10 = LocalDate.of(2025, 1, 10);

  @Test
  void historyAndSessionsTellTheSame() {
    LocalDate from = LocalDate.of(2019, 11, 20);
    LocalDate to = LocalDate.of(2020, 4, 15);
    List<Bar> bySession = new ArrayList<>();
    List<Bar> byListing = new ArrayList<>();
    Listing listing = MARKET.listings().get(3);

    for (LocalDate day : NYSE.sessions(from, to)) {
      MARKET.session(
          day,
          (of, bar) -> {
            if (of.equals(listing)) {
              bySession.add(bar);
            }
          });
    }
    MARKET.history(3, from, to, (of, bar) -> byListing.add(bar));

    assertThat(byListing).isEqualTo(bySession).hasSizeBetween(95, 101);
  }

  @Test
  void moreListingsLeaveTheOthersAsTheyAre() {
    SimulatedMarket larger = new SimulatedMarket(42, 1500, NYSE);
    Set<Bar> some = new HashSet<>(bars(MARKET, FRI_2025_01_10));

    assertThat(bars(larger, FRI_2025_01_10)).hasSizeGreaterThan(some.size()).containsAll(some);
  }

  @Test
  void listingsBeginAndEnd() {
    assertThat(bars(MARKET, LocalDate.of(1990, 1, 2))).hasSizeBetween(300, 400);
    assertThat(bars(MARKET, FRI_2025_01_10)).hasSizeBetween(500, 550);
    assertThat(MARKET.listings())
        .filteredOn(listing -> listing.last() != null)
        .hasSizeBetween(200, 350);
  }

  @Test
  void tickersAreUnlikeUnlessHandedOver() {
    Set<String> tickers = new HashSet<>();
    int successors = 0;
    for (int number = 0; number < 20_000; number++) {
      successors += Kind.of(number) == Kind.SUCCESSOR ? 1 : 0;
      tickers.add(Tickers.of(number));
    }

    assertThat(tickers).hasSize(20_000 - successors);
    assertThat(tickers).allMatch(ticker -> ticker.matches("[A-Z]{3,4}(\\.B|p[A-Z])?"));
  }

  @Test
  void tickerIsNeverTwoCompaniesAtOnce() {
    List<Listing> listings = MARKET.listings();
    List<String> overlaps = new ArrayList<>();
    int handedOver = 0;
    for (int i = 1; i < listings.size(); i++) {
      Listing before = listings.get(i - 1);
      LocalDate end = before.last();
      if (before.ticker().equals(listings.get(i).ticker())) {
        handedOver++;
        if (end == null || !end.isBefore(listings.get(i).first())) {
          overlaps.add(before.ticker());
        }
      }
    }

    assertThat(overlaps).isEmpty();
    assertThat(handedOver).isEqualTo(12);
  }

  @Test
  void splitsAreForwardAndReverse() {
    List<Split> splits =
        MARKET.listings().stream().flatMap(listing -> listing.splits().stream()).toList();

    assertThat(splits).filteredOn(split -> !split.isReverse()).hasSizeBetween(800, 1500);
    assertThat(splits).filteredOn(Split::isReverse).hasSizeBetween(10, 200);
  }

  @Test
  void dividendIsASmallPartOfThePrice() {
    List<Double> parts = new ArrayList<>();
    for (int i = 0; i < MARKET.listings().size(); i++) {
      for (var dividend : MARKET.listings().get(i).dividends()) {
        LocalDate date = dividend.exDate();
        double cash = dividend.cash().doubleValue();
        MARKET.history(i, date, date, (of, bar) -> parts.add(cash / bar.close()));
      }
    }

    assertThat(parts).hasSizeGreaterThan(10_000);
    assertThat(parts).filteredOn(part -> part > 0.04).hasSizeLessThan(parts.size() / 200);
  }

  @Test
  void someDaysHaveNoBarAndSomeBarsNoAverage() {
    int bars = 0;
    int bare = 0;
    int missing = 0;
    for (LocalDate day : NYSE.sessions(LocalDate.of(2024, 1, 1), LocalDate.of(2024, 12, 31))) {
      List<Bar> traded = bars(MARKET, day);
      bars += traded.size();
      bare += (int) traded.stream().filter(bar -> bar.vwap() == 0 && bar.trades() == 0).count();
      missing +=
          (int) MARKET.listings().stream().filter(listing -> listing.isActive(day)).count()
              - traded.size();
    }

    assertThat(bars).isGreaterThan(120_000);
    assertThat(bare).isBetween(bars / 600, bars / 300);
    assertThat(missing).isBetween(bars / 5000, bars / 500);
  }

  @Test
  void closedDayHasNoBars() {
    assertThat(bars(MARKET, LocalDate.of(2025, 1, 9))).isEmpty();
    assertThat(bars(MARKET, LocalDate.of(1980, 1, 2))).isEmpty();
    assertThat(bars(MARKET, LocalDate.of(2050, 1, 3))).isEmpty();
  }

  @Test
  void sizeIsBounded() {
    assertThatThrownBy(() -> new SimulatedMarket(1, 0, NYSE))
        .hasMessage("tickers must be 1 to 80,000 but was 0");
  }

  private static List<Bar> bars(SimulatedMarket market, LocalDate day) {
    List<Bar> bars = new ArrayList<>();
    market.session(day, (listing, bar) -> bars.add(bar));
    return bars;
  }
}
