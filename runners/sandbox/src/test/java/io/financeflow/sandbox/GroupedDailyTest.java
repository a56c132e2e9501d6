package io.financeflow.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Grouped daily bars of a simulated market, on a Thursday after the close. */
class GroupedDailyTest {

  private static final Clock THU_2025_11_20_18_00 =
      Clock.fixed(Instant.parse("2025-11-20T23:00:00Z"), ZoneOffset.UTC);

  private static Sandbox sandbox;
  private static Client client;

  @BeforeAll
  static void start() {
    MarketSource source = MarketSource.simulated(42, MarketSource.DEFAULT_TICKERS);
    sandbox = Sandbox.start(SandboxSettings.of(source, THU_2025_11_20_18_00));
    client = new Client(sandbox);
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  @Test
  void openDayHasARowPerTradedTicker() throws Exception {
    Client.Reply reply = client.grouped("2025-01-10");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.type()).isEqualTo("application/json");
    assertThat(reply.label()).isEqualTo("simulated");
    assertThat(reply.column("T")).hasSizeGreaterThan(500).doesNotHaveDuplicates();
    assertThat(reply.json().get("resultsCount").getAsInt()).isEqualTo(reply.results().size());
    assertThat(reply.json().get("adjusted").getAsBoolean()).isFalse();
  }
}
