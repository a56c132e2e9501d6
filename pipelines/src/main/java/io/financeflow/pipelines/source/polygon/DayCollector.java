package io.financeflow.pipelines.source.polygon;

import io.financeflow.schema.market.DailyBar;
import io.financeflow.schema.market.RejectedRow;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Sorts the rows of one session into valid bars and rejects.
 *
 * <p>Of equal rows of one ticker the first is kept and the others are rejected. Rows of one ticker
 * that differ are all rejected: which of them is right cannot be known. Not thread-safe.
 */
final class DayCollector implements Envelope.RowHandler {
  private final BarFields fields;
  private final BarRules rules;
  private final Map<String, DailyBar> bars = new HashMap<>();
  private final Map<String, RawRow> originals = new HashMap<>();
  private final Set<String> conflicting = new HashSet<>();
  private final List<RejectedRow> rejects = new ArrayList<>();

  DayCollector(BarFields fields, LocalDate date) {
    this.fields = fields;
    this.rules = new BarRules(fields, date);
  }

  @Override
  public void row(RawRow row) {
    try {
      keep(rules.bar(row), row);
    } catch (BadRow broken) {
      rejects.add(new RejectedRow(row.toString(), String.valueOf(broken.getMessage())));
    }
  }

  @Override
  public void notARow(String text) {
    reject(text, "a row must be an object");
  }

  /** Rejects a text that is no row. */
  void reject(String text, String reason) {
    rejects.add(new RejectedRow(text, reason));
  }

  private void keep(DailyBar bar, RawRow row) {
    DailyBar first = bars.putIfAbsent(bar.ticker(), bar);
    if (first == null) {
      originals.put(bar.ticker(), row.copy());
      return;
    }
    if (first.equals(bar)) {
      rejects.add(
          new RejectedRow(
              row.toString(), fields.ticker() + " repeats an equal row of " + bar.ticker()));
    } else {
      conflicting.add(bar.ticker());
      rejects.add(new RejectedRow(row.toString(), conflict(bar.ticker())));
    }
  }

  private String conflict(String ticker) {
    return fields.ticker() + " has rows that differ for " + ticker;
  }

  /** Returns the valid bars, by ticker. */
  List<DailyBar> bars() {
    List<DailyBar> valid = new ArrayList<>(bars.size());
    bars.values().stream()
        .filter(bar -> !conflicting.contains(bar.ticker()))
        .sorted(Comparator.comparing(DailyBar::ticker))
        .forEach(valid::add);
    return valid;
  }

  /** Returns the rejects in order of arrival, then the first row of each conflict. */
  List<RejectedRow> rejects() {
    List<RejectedRow> all = new ArrayList<>(rejects);
    for (String ticker : conflicting.stream().sorted().toList()) {
      String original = Objects.requireNonNull(originals.get(ticker)).toString();
      all.add(new RejectedRow(original, conflict(ticker)));
    }
    return all;
  }
}
