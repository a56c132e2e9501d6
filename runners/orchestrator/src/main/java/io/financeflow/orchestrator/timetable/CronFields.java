package io.financeflow.orchestrator.timetable;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The times of a cron expression on a clock that never jumps, to the minute.
 *
 * <p>cron-utils reads the expression and finds the times, asked in UTC: with a zone it would leave
 * out a daily run on the day the clock is put forward. Immutable, thread-safe.
 */
final class CronFields {

  private static final Map<String, String> NAMES =
      Map.of(
          "@hourly", "0 * * * *",
          "@daily", "0 0 * * *",
          "@weekly", "0 0 * * 0",
          "@monthly", "0 0 1 * *",
          "@yearly", "0 0 1 1 *");
  private static final Pattern ALL_HOURS = Pattern.compile("\\*(/1)?|0-23");

  private final ExecutionTime times;
  private final boolean allHours;

  private CronFields(ExecutionTime times, boolean allHours) {
    this.times = times;
    this.allHours = allHours;
  }

  static CronFields parse(String expression) {
    String fields = NAMES.getOrDefault(expression.strip(), expression.strip());
    try {
      CronParser parser =
          new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
      ExecutionTime times = ExecutionTime.forCron(parser.parse(fields).validate());
      CronFields cron =
          new CronFields(times, ALL_HOURS.matcher(fields.split("\\s+", -1)[1]).matches());
      if (cron.next(LocalDateTime.of(2000, 1, 1, 0, 0)).isEmpty()) {
        throw new IllegalArgumentException("it never fires");
      }
      return cron;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "cannot use the cron expression '"
              + expression
              + "' (minute hour day-of-month month day-of-week): "
              + e.getMessage(),
          e);
    }
  }

  /** Whether it is for every hour of the day. */
  boolean allHours() {
    return allHours;
  }

  /** The first time strictly after. */
  Optional<LocalDateTime> next(LocalDateTime after) {
    ZonedDateTime minute = after.truncatedTo(ChronoUnit.MINUTES).atZone(ZoneOffset.UTC);
    return times.nextExecution(minute).map(ZonedDateTime::toLocalDateTime);
  }

  /** The last time strictly before. */
  Optional<LocalDateTime> previous(LocalDateTime before) {
    LocalDateTime minute = before.truncatedTo(ChronoUnit.MINUTES);
    LocalDateTime ceiling = minute.isBefore(before) ? minute.plusMinutes(1) : minute;
    return times.lastExecution(ceiling.atZone(ZoneOffset.UTC)).map(ZonedDateTime::toLocalDateTime);
  }
}
