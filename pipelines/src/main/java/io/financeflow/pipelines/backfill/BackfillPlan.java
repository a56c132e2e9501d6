package io.financeflow.pipelines.backfill;

import io.financeflow.pipelines.io.SessionStates;
import io.financeflow.schema.calendar.TradingCalendar;
import io.financeflow.schema.market.DateRange;
import io.financeflow.schema.market.IngestionStatus;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What a backfill would do with each session of a range.
 *
 * @param steps one per session, in order of date
 */
public record BackfillPlan(List<Step> steps) {

  /** Keeps its own list. */
  public BackfillPlan {
    steps = List.copyOf(steps);
  }

  /**
   * What is to be done with a session.
   *
   * @param state what is known about it
   * @param runs false when it is skipped
   * @param reason why it runs or is skipped
   */
  public record Step(SessionStates.State state, boolean runs, String reason) {
    LocalDate session() {
      return state.session();
    }
  }

  /** Plans to load bars: what is done is skipped. */
  public static BackfillPlan ofBars(List<SessionStates.State> states, Reprocess reprocess) {
    return new BackfillPlan(states.stream().map(state -> step(state, reprocess)).toList());
  }

  /** Plans to compute from bars: what is done is skipped, and so are sessions without bars. */
  public static BackfillPlan ofComputed(List<SessionStates.State> states, Reprocess reprocess) {
    return new BackfillPlan(
        states.stream()
            .map(
                state -> {
                  if (!state.hasBars()) {
                    return new Step(state, false, "no bars");
                  }
                  return state.outdated()
                      ? new Step(state, true, "its input has changed")
                      : step(state, reprocess);
                })
            .toList());
  }

  private static Step step(SessionStates.State state, Reprocess reprocess) {
    IngestionStatus last = state.last();
    if (last == null) {
      return new Step(state, true, "never attempted");
    }
    boolean runs = reprocess == Reprocess.all || (reprocess == Reprocess.failed && !isDone(state));
    String broken = state.broken() == null ? "" : ", quality: " + state.broken();
    return new Step(state, runs, "last attempt: " + last + broken);
  }

  private static boolean isDone(SessionStates.State state) {
    return state.broken() == null
        && (state.last() == IngestionStatus.DONE || state.last() == IngestionStatus.CLOSED);
  }

  /** Returns the sessions that run, in order of date. */
  public List<LocalDate> sessions() {
    return steps.stream().filter(Step::runs).map(Step::session).toList();
  }

  /** Returns the sessions that are left as they are though not done. */
  public List<Step> leftUndone() {
    return steps.stream()
        .filter(step -> !step.runs())
        .filter(step -> !isDone(step.state()))
        .toList();
  }

  /** Returns the sessions that run as ranges of consecutive sessions. */
  public List<DateRange> blocks() {
    return pieces(Integer.MAX_VALUE).stream().map(Piece::sessions).toList();
  }

  /** Cuts the sessions that run into pieces of at most that many, in order of date. */
  public List<Piece> pieces(int longest) {
    List<Piece> pieces = new ArrayList<>();
    TradingCalendar calendar = TradingCalendar.nyse();
    List<Step> running = steps.stream().filter(Step::runs).toList();
    int from = 0;
    for (int i = 1; i <= running.size(); i++) {
      boolean ends = i == running.size() || !follows(calendar, running.get(i - 1), running.get(i));
      if (ends) {
        cut(running.subList(from, i), longest, pieces);
        from = i;
      }
    }
    return pieces;
  }

  private static boolean follows(TradingCalendar calendar, Step one, Step next) {
    return one.state().hasBars() == next.state().hasBars()
        && calendar.next(one.session()).equals(next.session());
  }

  private static void cut(List<Step> block, int longest, List<Piece> pieces) {
    LocalDate last = block.get(block.size() - 1).session();
    for (int first = 0; first < block.size(); first += Math.min(longest, block.size())) {
      int end = (int) Math.min((long) first + longest, block.size());
      DateRange range = new DateRange(block.get(first).session(), block.get(end - 1).session());
      pieces.add(new Piece(range, !block.get(first).state().hasBars(), last));
    }
  }

  /**
   * Deals pieces to workers in turn, so that all of them work near the same end of the range.
   *
   * @param backwards true to begin with the newest
   * @param workers >= 1
   */
  public static List<Lane> lanes(List<Piece> pieces, boolean backwards, int workers) {
    List<Piece> order = new ArrayList<>(pieces);
    if (backwards) {
      Collections.reverse(order);
    }
    List<Lane> lanes = new ArrayList<>();
    for (int worker = 0; worker < Math.min(workers, order.size()); worker++) {
      ArrayList<Piece> own = new ArrayList<>();
      for (int i = worker; i < order.size(); i += workers) {
        own.add(order.get(i));
      }
      lanes.add(new Lane(own));
    }
    return lanes;
  }
}
