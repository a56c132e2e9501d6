package io.financeflow.cli;

import io.financeflow.schema.market.DateRange;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a session is not complete, and the command that repairs it. */
enum Trouble {
  /** Never attempted. */
  MISSING("./financeflow backfill ingest --from %s --to %s --reprocess none"),
  /** The vendor did not have it yet. */
  NOT_READY("./financeflow backfill ingest --from %s --to %s --reprocess failed"),
  /** Something failed on the way. */
  FAILED("./financeflow backfill ingest --from %s --to %s --reprocess failed"),
  /** The vendor's data was wrong. */
  BAD_INPUT("./financeflow backfill ingest --from %s --to %s --reprocess failed"),
  /** The vendor refused the key or the plan. */
  REFUSED("./financeflow backfill ingest --from %s --to %s --reprocess failed"),
  /** Attempted with success, and the bars are gone since. */
  BARS_GONE("./financeflow backfill ingest --from %s --to %s --reprocess all"),
  /** Stored, and a quality rule is broken with ERROR. */
  QUALITY("./financeflow backfill ingest --from %s --to %s --reprocess all"),
  /** Stored, and returns were never computed or have to be again. */
  NO_RETURNS("./financeflow backfill returns --from %s --to %s"),
  /** Bars on a day without session. */
  CLOSED_DAY(
      "./financeflow sql --write \"delete from daily_bars where trading_date between '%s' and"
          + " '%s'\"");

  private final String repair;

  Trouble(String repair) {
    this.repair = repair;
  }

  /** Returns the command line that repairs a stretch. */
  String repair(DateRange dates) {
    return repair.formatted(dates.from(), dates.to());
  }

  /**
   * Returns what is wrong with the bars of a session; empty when it is complete.
   *
   * @param status of the latest attempt; null without one
   * @param hasBars true when bars are stored
   * @param isBroken true when an ERROR stands against what is stored
   */
  static Optional<Trouble> of(@Nullable String status, boolean hasBars, boolean isBroken) {
    if (status == null) {
      return Optional.of(MISSING);
    }
    if (!status.equals("DONE") && !status.equals("CLOSED")) {
      return Optional.of(valueOf(status));
    }
    if (!hasBars) {
      return Optional.of(BARS_GONE);
    }
    return isBroken ? Optional.of(QUALITY) : Optional.empty();
  }
}
