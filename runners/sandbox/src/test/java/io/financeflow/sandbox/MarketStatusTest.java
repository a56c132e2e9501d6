package io.financeflow.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;

/** The state of the exchanges at several moments, and the holidays to come. */
class MarketStatusTest {

  @Test
  void afternoonOfASessionIsOpen() throws Exception {
    assertThat(now("2025-11-20T18:30:15.250Z"))
        .isEqualTo(
            "{\"market\":\"open\",\"earlyHours\":false,\"afterHours\":false,"
                + "\"serverTime\":\"2025-11-20T13:30:15-05:00\","
                + "\"exchanges\":{\"nyse\":\"open\",\"nasdaq\":\"open\",\"otc\":\"open\"},"
                + "\"currencies\":{\"fx\":\"open\",\"crypto\":\"open\"}}");
  }

  @Test
  void hoursAroundTheSessionAreExtended() throws Exception {
    assertThat(now("2025-11-20T14:29:59Z"))
        .startsWith("{\"market\":\"extended-hours\",\"earlyHours\":true,\"afterHours\":false");
    assertThat(now("2025-11-20T21:00:00Z"))
        .startsWith("{\"market\":\"extended-hours\",\"earlyHours\":false,\"afterHours\":true");
    assertThat(now("2025-11-28T18:00:00Z"))
        .startsWith("{\"market\":\"extended-hours\",\"earlyHours\":false,\"afterHours\":true");
  }

  @Test
  void nightsAndHolidaysAreClosed() throws Exception {
    assertThat(now("2025-11-21T01:00:00Z")).startsWith("{\"market\":\"closed\"");
    assertThat(now("2025-11-27T18:00:00Z")).startsWith("{\"market\":\"closed\"");
  }

  @Test
  void upcomingHolidaysAreABareArray() throws Exception {
    JsonArray holidays = upcoming("2025-11-20T18:00:00Z");

    assertThat(holidays.get(0))
        .hasToString(
            "{\"exchange\":\"NYSE\",\"name\":\"Thanksgiving Day\",\"date\":\"2025-11-27\","
                + "\"status\":\"closed\"}");
    assertThat(holidays.get(3))
        .hasToString(
            "{\"exchange\":\"NASDAQ\",\"name\":\"Thanksgiving\",\"date\":\"2025-11-28\","
                + "\"status\":\"early-close\",\"open\":\"2025-11-28T14:30:00.000Z\","
                + "\"close\":\"2025-11-28T18:00:00.000Z\"}");
    assertThat(holidays).hasSize(24);
  }

  private static String now(String instant) throws Exception {
    return body(instant, "/v1/marketstatus/now");
  }

  private static JsonArray upcoming(String instant) throws Exception {
    return JsonParser.parseString(body(instant, "/v1/marketstatus/upcoming")).getAsJsonArray();
  }

  private static String body(String instant, String path) throws Exception {
    SandboxSettings settings =
        SandboxSettings.of(MarketSource.simulated(1, 1), Sandboxes.at(instant));
    try (Sandbox sandbox = Sandbox.start(settings)) {
      return new Client(sandbox).get(path).body();
    }
  }
}
