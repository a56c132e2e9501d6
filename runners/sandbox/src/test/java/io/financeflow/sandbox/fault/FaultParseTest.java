package io.financeflow.sandbox.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.financeflow.sandbox.fault.Fault.Latency;
import io.financeflow.sandbox.fault.Fault.Outage;
import io.financeflow.sandbox.fault.Fault.RateLimit;
import io.financeflow.sandbox.fault.Fault.Sometimes;
import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** The text of faults. */
class FaultParseTest {

  private static final When ALWAYS = new When(null, When.Rule.ALWAYS, 0);

  @Test
  void textsOfFaultsAreRead() {
    assertThat(Fault.parse("rate-limit=5/60s"))
        .isEqualTo(new RateLimit(5, Duration.ofSeconds(60), false));
    assertThat(Fault.parse("rate-limit=100/1m+retry-after"))
        .isEqualTo(new RateLimit(100, Duration.ofSeconds(60), true));
    assertThat(Fault.parse("outage=20s")).isEqualTo(new Outage(Duration.ofSeconds(20)));
    assertThat(Fault.parse("latency=250ms")).isEqualTo(new Latency(Duration.ofMillis(250), ALWAYS));
    assertThat(Fault.parse("drop")).isEqualTo(new Sometimes(Symptom.DROP, ALWAYS));
    assertThat(Fault.parse("5xx=0.1"))
        .isEqualTo(new Sometimes(Symptom.SERVER_ERROR, new When(null, When.Rule.SHARE, 0.1)));
    assertThat(Fault.parse("empty=2025-01-10"))
        .isEqualTo(
            new Sometimes(Symptom.EMPTY, new When(LocalDate.of(2025, 1, 10), When.Rule.ALWAYS, 0)));
    assertThat(Fault.parse("html=2025-01-10/first:2"))
        .isEqualTo(
            new Sometimes(Symptom.HTML, new When(LocalDate.of(2025, 1, 10), When.Rule.FIRST, 2)));
  }

  @Test
  void unknownFaultNamesTheKnownOnes() {
    assertThatThrownBy(() -> Fault.parse("gremlins=3"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "fault 'gremlins=3': unknown; known are rate-limit, outage, latency, 5xx, drop,"
                + " truncate, html, empty, duplicate, conflict, nul, negative, high-below-low,"
                + " text-number, null-field, wrong-day, exponent, corrupt, wrong-count");
  }

  @Test
  void wrongArgumentsSayWhatWasExpected() {
    assertThatThrownBy(() -> Fault.parse("5xx=often"))
        .hasMessage(
            "fault '5xx=often': expected always, first:N, every:N, a share or a date but found:"
                + " often");
    assertThatThrownBy(() -> Fault.parse("5xx=1.5"))
        .hasMessage("fault '5xx=1.5': a share must be in (0, 1] but was 1.5");
    assertThatThrownBy(() -> Fault.parse("drop=every:0"))
        .hasMessage("fault 'drop=every:0': must be at least 1 but was 0");
    assertThatThrownBy(() -> Fault.parse("outage=20"))
        .hasMessage("fault 'outage=20': a duration such as 250ms, 20s or 2m but was 20");
    assertThatThrownBy(() -> Fault.parse("rate-limit=5"))
        .hasMessage("fault 'rate-limit=5': expected N/60s or N/60s+retry-after");
    assertThatThrownBy(() -> Fault.parse("empty=2025-02-30"))
        .hasMessage("fault 'empty=2025-02-30': not a date: 2025-02-30");
  }
}
