package io.financeflow.orchestrator.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetryTest {

  private static final Duration DAY = Duration.ofHours(24);

  @Test
  void waitsAgreeWithExactArithmetic() throws Exception {
    Random random = new Random(20250110);
    String[] factors = {"1.25", "1.5", "2", "3", "10"};
    for (int round = 0; round < 2000; round++) {
      String factor = factors[random.nextInt(factors.length)];
      int delay = random.nextInt(4000);
      Duration longest = Duration.ofSeconds(1 + random.nextInt(86_400));
      int attempt = 1 + random.nextInt(12);
      String key = "dag" + random.nextInt(9) + "#run" + round + "#task#" + random.nextInt(3);
      Backoff backoff =
          new Backoff(12, Duration.ofSeconds(delay), Double.parseDouble(factor), longest);

      assertThat(backoff.after(key, attempt))
          .as("%s s, factor %s, attempt %s, key %s", delay, factor, attempt, key)
          .isEqualTo(oracle(delay, factor, longest, key, attempt));
    }
  }

  /** Literals computed by a few lines of Python with hashlib. */
  @Test
  void waitsAreThoseOfAnotherImplementation() {
    Backoff doubling = Backoff.doubling(9, Duration.ofMinutes(5));

    assertThat(doubling.after("daily#run1#load#-1", 1)).isEqualTo(Duration.ofSeconds(359));
    assertThat(doubling.after("daily#run1#load#-1", 2)).isEqualTo(Duration.ofSeconds(927));
    assertThat(doubling.after("daily#run1#load#-1", 5)).isEqualTo(Duration.ofSeconds(6073));
    assertThat(new Backoff(9, Duration.ofMinutes(1), 1.5, DAY).after("w#r#t#7", 3))
        .isEqualTo(Duration.ofSeconds(262));
    assertThat(Backoff.doubling(9, Duration.ZERO).after("w#r#t#0", 4))
        .isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void waitsDoNotOverflow() {
    assertThat(Backoff.doubling(9999, Duration.ofMinutes(5)).after("k", 5000)).isEqualTo(DAY);
    assertThat(new Backoff(9999, Duration.ofDays(300), 100, DAY).after("k", 9999)).isEqualTo(DAY);
  }

  @Test
  void fixedWaitsHaveNoJitter() {
    Backoff fixed = Backoff.fixed(3, Duration.ofMillis(1500));

    assertThat(List.of(fixed.after("a", 1), fixed.after("b", 3)))
        .containsOnly(Duration.ofMillis(1500));
  }

  @Test
  void jitterSpreadsTheTasksOfARun() {
    Backoff doubling = Backoff.doubling(1, Duration.ofMinutes(10));
    List<Duration> waits = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      waits.add(doubling.after("d#r#t#" + i, 1));
    }

    assertThat(waits).allMatch(wait -> wait.toSeconds() >= 600 && wait.toSeconds() < 1200);
    assertThat(waits.stream().distinct().count()).isGreaterThan(80);
  }

  @Test
  void classOfTheErrorDecides() {
    RetryPolicy policy =
        RetryPolicy.of(Backoff.fixed(2, Duration.ofMinutes(1)))
            .with(ErrorClass.NOT_READY, Backoff.fixed(5, Duration.ofMinutes(10)));
    Map<ErrorClass, List<Integer>> attempts =
        Map.of(
            ErrorClass.NOT_READY, List.of(10, 10, 10, 10, 10),
            ErrorClass.BAD_INPUT, List.of(),
            ErrorClass.REFUSED, List.of(),
            ErrorClass.INFRASTRUCTURE, List.of(1, 1),
            ErrorClass.OTHER, List.of(1, 1));

    for (ErrorClass error : ErrorClass.values()) {
      List<Integer> minutes = new ArrayList<>();
      for (int attempt = 1; policy.next(error, "k", attempt).isPresent(); attempt++) {
        minutes.add((int) policy.next(error, "k", attempt).orElseThrow().toMinutes());
      }
      assertThat(minutes).as("%s", error).isEqualTo(attempts.get(error));
    }
    assertThat(
            policy
                .with(ErrorClass.BAD_INPUT, Backoff.fixed(1, Duration.ZERO))
                .next(ErrorClass.BAD_INPUT, "k", 1))
        .contains(Duration.ZERO);
  }

  @Test
  void boundsAreChecked() {
    assertThatThrownBy(() -> Backoff.fixed(-1, Duration.ZERO))
        .hasMessage("retries must be >= 0 but was -1");
    assertThatThrownBy(() -> new Backoff(1, Duration.ZERO, 0.5, DAY))
        .hasMessage("factor must be 1 to 100 but was 0.5");
    assertThatThrownBy(() -> new Backoff(1, Duration.ZERO, Double.NaN, DAY))
        .hasMessage("factor must be 1 to 100 but was NaN");
    assertThatThrownBy(() -> new Backoff(1, Duration.ZERO, 1, DAY.plusSeconds(1)))
        .hasMessage("longest must be > 0 and <= 24h but was PT24H1S");
  }

  private static Duration oracle(
      int delay, String factor, Duration longest, String key, int attempt) throws Exception {
    BigInteger min =
        new BigDecimal(factor)
            .pow(attempt - 1)
            .multiply(BigDecimal.valueOf(delay))
            .setScale(0, RoundingMode.CEILING)
            .toBigInteger()
            .max(BigInteger.ONE);
    byte[] sha1 = MessageDigest.getInstance("SHA-1").digest((key + "#" + attempt).getBytes(UTF_8));
    BigInteger wait = min.add(new BigInteger(HexFormat.of().formatHex(sha1), 16).mod(min));
    return Duration.ofSeconds(wait.min(BigInteger.valueOf(longest.toSeconds())).longValueExact());
  }
}
