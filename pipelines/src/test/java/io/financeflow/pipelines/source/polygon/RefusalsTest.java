package io.financeflow.pipelines.source.polygon;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeflow.pipelines.source.VendorFailure;
import io.financeflow.schema.market.IngestionStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Attempted to request today's data before end of day. Please upgrade your plan at x | NOT_READY",
        "Your plan doesn't include this data timeframe. Please upgrade your plan at x | REFUSED",
        "You are not entitled to this data. Please upgrade your plan at x | REFUSED",
        "Something new | REFUSED"
      })
  void forbiddenIsToldApartByItsText(String message, IngestionStatus status) {
    String body = "{\"status\":\"NOT_AUTHORIZED\",\"request_id\":\"1\",\"message\":\"%s\"}";

    VendorFailure failure = Refusals.classify(403, body.formatted(message));

    assertThat(failure.status()).isEqualTo(status);
    assertThat(failure.httpStatus()).isEqualTo(403);
    assertThat(failure).hasMessageContaining("answered 403 '" + message + "'");
  }

  @Test
  void unknownKeyIsRefusedWithAdvice() {
    VendorFailure failure =
        Refusals.classify(401, "{\"status\":\"ERROR\",\"error\":\"Unknown API Key\"}");

    assertThat(failure.status()).isEqualTo(IngestionStatus.REFUSED);
    assertThat(failure)
        .hasMessage(
            "the vendor answered 401 'Unknown API Key': set POLYGON_API_KEY to a valid key"
                + " (environment or financeflow.properties)");
  }

  @Test
  void wrongPathAnswersPlainText() {
    VendorFailure failure = Refusals.classify(404, "404 page not found\n");

    assertThat(failure.status()).isEqualTo(IngestionStatus.BAD_INPUT);
    assertThat(failure).hasMessageContaining("'404 page not found'");
  }

  @Test
  void bothErrorShapesAreRead() {
    assertThat(Refusals.text("{\"status\":\"NOT_FOUND\",\"message\":\"Ticker not found.\"}"))
        .isEqualTo("Ticker not found.");
    assertThat(Refusals.text("{\"status\":\"ERROR\",\"error\":\"Could not parse\"}"))
        .isEqualTo("Could not parse");
    assertThat(Refusals.text("<html>\n <h1>502 Bad Gateway</h1>"))
        .isEqualTo("<html> <h1>502 Bad Gateway</h1>");
    assertThat(Refusals.text("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503, 504})
  void anotherTryMayBetterThese(int status) {
    assertThat(Refusals.isTransient(status)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404})
  void noTryBettersThese(int status) {
    assertThat(Refusals.isTransient(status)).isFalse();
  }
}
