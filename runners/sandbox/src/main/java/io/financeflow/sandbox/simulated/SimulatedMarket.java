package io.financeflow.sandbox.simulated;

import io.financeflow.sandbox.market.Bar;
import io.financeflow.sandbox.market.BarVisitor;
import io.financeflow.sandbox.market.Listing;
import io.financeflow.sandbox.market.Market;
import io.financeflow.schema.calendar.TradingCalendar;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A made-up market of as many listings as asked for, over every session of the calendar.
 *
 * <p>About two thirds of the listings trade on a session of the last years; the others have ended
 * or not begun. Making it takes some 25 microseconds a listing, a session of it well under a
 * microsecond a bar. Holds a few blocks of levels, 520 bytes per listing each. Thread-safe.
 */
public final class SimulatedMarket implements Market {

  private final Sessions sessions;
  private final List<SimulatedListing> members = new ArrayList<>();
  private final List<Listing> listings;
  private final Blocks blocks;

  /**
   * @param count listings over all times, from 1 to 80,000
   * @param calendar the sessions it trades on
   */
  public SimulatedMarket(long seed, int count, TradingCalendar calendar) {
    if (count < 1 || count > 80_000) {
      throw new IllegalArgumentException("tickers must be 1 to 80,000 but was " + count);
    }
    sessions = new Sessions(calendar);
    long mixed = Mix.of(seed, 1);
    Factors factors = new Factors(mixed, sessions.count());
    for (int number = 0; number < count; number++) {
      members.add(new SimulatedListing(mixed, number, factors, sessions));
    }
    members.sort(
        Comparator.comparing((SimulatedListing member) -> member.listing().ticker())
            .thenComparing(member -> member.listing().first()));
    listings = members.stream().map(SimulatedListing::listing).toList();
    blocks = new Blocks(members);
  }

  @Override
  public String label() {
    return "simulated";
  }

  @Override
  public List<Listing> listings() {
    return listings;
  }

  @Override
  public void session(LocalDate date, BarVisitor visitor) {
    int session = sessions.at(date);
    if (session < 0) {
      return;
    }
    double[][] levels = blocks.get(session / OwnPath.BLOCK);
    for (int i = 0; i < levels.length; i++) {
      visit(members.get(i), session, date, levels[i], visitor);
    }
  }

  @Override
  public void history(int listing, LocalDate from, LocalDate to, BarVisitor visitor) {
    SimulatedListing member = members.get(listing);
    double[] levels = new double[OwnPath.BLOCK + 1];
    int filled = -1;
    int end = sessions.atOrAfter(to.plusDays(1));
    for (int session = sessions.atOrAfter(from); session < end; session++) {
      int block = session / OwnPath.BLOCK;
      if (block != filled) {
        member.fill(block, levels);
        filled = block;
      }
      visit(member, session, sessions.date(session), levels, visitor);
    }
  }

  private static void visit(
      SimulatedListing member, int session, LocalDate date, double[] levels, BarVisitor visitor) {
    Bar bar = member.bar(session, date, levels);
    if (bar != null) {
      visitor.bar(member.listing(), bar);
    }
  }
}
