package io.financeflow.sandbox.http;

import io.financeflow.sandbox.fault.Symptom;
import io.financeflow.sandbox.fault.Verdict;
import io.financeflow.sandbox.market.Bar;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A row of the grouped day written wrongly in one way. */
record Damage(Symptom symptom) {

  private static final Set<Symptom> KINDS = EnumSet.range(Symptom.NUL, Symptom.EXPONENT);
  private static final long DAY = Duration.ofDays(1).toMillis();

  /** The kinds of damage a verdict asks for, to be used in turn; none for most verdicts. */
  static List<Damage> of(Verdict verdict) {
    List<Damage> damages = new ArrayList<>();
    if (!verdict.symptoms().isEmpty()) {
      for (Symptom kind : KINDS) {
        if (verdict.has(kind) || verdict.has(Symptom.CORRUPT)) {
          damages.add(new Damage(kind));
        }
      }
    }
    return damages;
  }

  void write(JsonBytes json, String ticker, Bar bar, long millis) {
    json.open('{').field("T", symptom == Symptom.NUL ? ticker + '\0' : ticker);
    json.name("v").raw(symptom == Symptom.EXPONENT ? exponent(bar.volume()) : plain(bar.volume()));
    json.name("o").raw(plain(bar.open())).name("c").raw(close(bar.close()));
    boolean swapped = symptom == Symptom.HIGH_BELOW_LOW;
    json.name("h").raw(plain(swapped ? bar.low() / 2 : bar.high()));
    json.name("l").raw(plain(swapped ? bar.high() : bar.low()));
    json.field("t", symptom == Symptom.WRONG_DAY ? millis - DAY : millis).close('}');
  }

  private String close(double close) {
    return switch (symptom) {
      case NEGATIVE -> "-" + plain(close);
      case TEXT_NUMBER -> '"' + plain(close) + '"';
      case NULL_FIELD -> "null";
      default -> plain(close);
    };
  }

  /** The number without an exponent. */
  private static String plain(double value) {
    return BigDecimal.valueOf(Math.round(value * 1e8), 8).stripTrailingZeros().toPlainString();
  }

  /** The number as one digit, a point, the other digits and an exponent of two digits. */
  private static String exponent(double volume) {
    BigDecimal value = new BigDecimal(plain(volume)).stripTrailingZeros();
    String digits = value.unscaledValue().toString();
    int power = value.precision() - value.scale() - 1;
    String rest = digits.length() == 1 ? "0" : digits.substring(1);
    return digits.charAt(0) + "." + rest + "e" + (power < 0 ? "-" : "+") + twoDigits(power);
  }

  private static String twoDigits(int power) {
    int size = Math.abs(power);
    return size < 10 ? "0" + size : Integer.toString(size);
  }
}
