package io.financeflow.cli.backfill;

import io.financeflow.cli.output.Failure;
import io.financeflow.orchestrator.backfill.SlotChoice;
import io.financeflow.schema.market.DateRange;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags that say which slots are meant: {@code --from --to}, or {@code --date --slot}. */
final class SlotFlags {
  @Option(
      names = "--from",
      paramLabel = "DATE",
      description = "First date of a range: all slots whose dates lie in it.")
  private @Nullable LocalDate from;

  @Option(
      names = "--to",
      paramLabel = "DATE",
      description = "Last date of the range, included (default: the same date).")
  private @Nullable LocalDate to;

  @Option(
      names = "--date",
      paramLabel = "D,D",
      split = ",",
      description = "Instead of a range: the slots about these dates.")
  private List<LocalDate> dates = List.of();

  @Option(
      names = "--slot",
      paramLabel = "T,T",
      split = ",",
      description = "The slots of these logical dates, like 2025-01-10T05:00:00Z.")
  private List<String> slots = List.of();

  /** What is asked for; refuses nothing, and a range with a list. */
  SlotChoice choice() {
    boolean listed = !dates.isEmpty() || !slots.isEmpty();
    LocalDate first = from;
    LocalDate last = to;
    if (listed && (first != null || last != null)) {
      throw new Failure.Usage("give a range (--from --to) or a list (--date, --slot), not both");
    }
    if (listed) {
      return new SlotChoice.Listed(dates, slots.stream().map(SlotFlags::instant).toList());
    }
    if (first == null) {
      throw new Failure.Usage("which slots? give --from and --to, or --date, or --slot");
    }
    if (last != null && last.isBefore(first)) {
      throw new Failure.Usage("--to " + last + " lies before --from " + first);
    }
    return new SlotChoice.Dates(new DateRange(first, last == null ? first : last));
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException wrong) {
      throw new Failure.Usage("--slot must be like 2025-01-10T05:00:00Z but was '" + text + "'");
    }
  }
}
