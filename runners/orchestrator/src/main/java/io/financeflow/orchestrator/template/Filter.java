package io.financeflow.orchestrator.template;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import io.financeflow.schema.calendar.TradingCalendar;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a value can be turned into within a template: {@code ds | plus_days(-1)}.
 *
 * <p>A value a filter cannot use is refused with {@link TemplateError}.
 */
enum Filter {
  /** The argument where the value is missing or null; must be the first filter. */
  DEFAULT(1),
  /** A date so many days later. */
  PLUS_DAYS(1),
  /** A NYSE session so many sessions later; of a day without trading, the previous one counts. */
  PLUS_SESSIONS(1),
  /** A date or instant (in UTC) in another pattern, {@code format('yyyyMMdd')}, in English. */
  FORMAT(1),
  /** Whether text or number equals the argument. */
  EQ(1),
  /** Whether a number is greater than the argument. */
  GT(1),
  /** Whether a number is less than the argument. */
  LT(1),
  /** The opposite of true or false. */
  NOT(0),
  /** How many elements a list, or characters a text, has. */
  LENGTH(0),
  /** A list as one text with the argument between elements. */
  JOIN(1),
  /** Any value as JSON. */
  JSON(0),
  /** In capitals. */
  UPPER(0),
  /** In small letters. */
  LOWER(0);

  private final int arguments;

  Filter(int arguments) {
    this.arguments = arguments;
  }

  static Filter named(String name) {
    return Arrays.stream(values())
        .filter(filter -> filter.text().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new TemplateError(
                    "unknown filter '"
                        + name
                        + "'; "
                        + KnownNames.hint(
                            name, Arrays.stream(values()).map(Filter::text).toList())));
  }

  void checkCount(int given) {
    if (given != arguments) {
      throw new TemplateError(
          "filter " + text() + " takes " + arguments + " arguments but was given " + given);
    }
  }

  JsonElement apply(JsonElement value, List<JsonElement> given) {
    try {
      return given.isEmpty() ? apply(value) : apply(value, given.get(0));
    } catch (IllegalStateException
        | UnsupportedOperationException
        | IllegalArgumentException
        | DateTimeException
        | ArithmeticException e) {
      throw new TemplateError("filter " + text() + " cannot use " + value + ": " + e.getMessage());
    }
  }

  private JsonElement apply(JsonElement value) {
    return switch (this) {
      case NOT -> new JsonPrimitive(!truth(value));
      case LENGTH ->
          new JsonPrimitive(
              value.isJsonArray() ? value.getAsJsonArray().size() : value.getAsString().length());
      case JSON -> new JsonPrimitive(value.toString());
      case UPPER -> new JsonPrimitive(value.getAsString().toUpperCase(Locale.ROOT));
      case LOWER -> new JsonPrimitive(value.getAsString().toLowerCase(Locale.ROOT));
      default -> throw new IllegalStateException("an argument is missing");
    };
  }

  private JsonElement apply(JsonElement value, JsonElement given) {
    return switch (this) {
      case DEFAULT -> value.isJsonNull() ? given : value;
      case PLUS_DAYS -> new JsonPrimitive(date(value).plusDays(whole(given)).toString());
      case PLUS_SESSIONS -> new JsonPrimitive(sessions(date(value), whole(given)));
      case FORMAT -> new JsonPrimitive(format(value.getAsString(), given.getAsString()));
      case EQ -> new JsonPrimitive(same(value, given));
      case GT -> new JsonPrimitive(number(value).compareTo(number(given)) > 0);
      case LT -> new JsonPrimitive(number(value).compareTo(number(given)) < 0);
      case JOIN ->
          new JsonPrimitive(
              value.getAsJsonArray().asList().stream()
                  .map(JsonElement::getAsString)
                  .collect(Collectors.joining(given.getAsString())));
      default -> throw new IllegalStateException("takes no argument");
    };
  }

  private String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static boolean truth(JsonElement value) {
    if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isBoolean()) {
      throw new IllegalStateException("neither true nor false");
    }
    return value.getAsBoolean();
  }

  private static int whole(JsonElement value) {
    return number(value).intValueExact();
  }

  private static LocalDate date(JsonElement value) {
    return LocalDate.parse(value.getAsString());
  }

  private static String sessions(LocalDate date, int n) {
    TradingCalendar calendar = TradingCalendar.nyse();
    return calendar.shift(calendar.previousOrSame(date), n).toString();
  }

  private static String format(String value, String pattern) {
    DateTimeFormatter formatter = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
    return value.indexOf('T') < 0
        ? formatter.format(LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC))
        : formatter.format(Instant.parse(value).atZone(ZoneOffset.UTC));
  }

  private static boolean same(JsonElement a, JsonElement b) {
    boolean numbers = isNumber(a) && isNumber(b);
    return numbers ? number(a).compareTo(number(b)) == 0 : a.equals(b);
  }

  private static boolean isNumber(JsonElement value) {
    return value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber();
  }

  private static BigDecimal number(JsonElement value) {
    return value.getAsBigDecimal();
  }
}
