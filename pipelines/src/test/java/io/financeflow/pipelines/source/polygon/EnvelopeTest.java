package io.financeflow.pipelines.source.polygon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {
  private final List<String> rows = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"queryCount\":0,\"resultsCount\":0,\"adjusted\":true,\"status\":\"OK\"}",
        "{\"results\":null,\"resultsCount\":0,\"status\":\"OK\"}",
        "{\"results\":[],\"status\":\"DELAYED\",\"count\":0}"
      })
  void missingNullAndEmptyResultsAreAlike(String body) throws IOException {
    assertThat(read(body)).isEqualTo(new Envelope(0, null));
    assertThat(rows).isEmpty();
  }

  @Test
  void rowsAndNextPageAreRead() throws IOException {
    Envelope envelope =
        read(
            """
            {"next_url":"https://x/v3?cursor=a","results":[{"a":1.50},{"b":[2]}],"status":"OK",
             "resultsCount":2}
            """);

    assertThat(envelope).isEqualTo(new Envelope(2, "https://x/v3?cursor=a"));
    assertThat(rows).containsExactly("{\"a\":1.50}", "{\"b\":[2]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`<html><h1>502 Bad Gateway</h1></html>` | answered something that is not its JSON",
        "`` | sent a truncated answer",
        "`{\"status\":\"OK\",\"results\":[{\"a\":1},{\"a\"` | sent a truncated answer",
        "`{\"status\":\"OK\",\"results\":[{\"a\":1}]` | sent a truncated answer",
        "`null` | answered something that is not its JSON",
        "`[1,2]` | answered something that is not its JSON",
        "`{\"results\":[{\"a\":1}]}` | answered 200 with status ''",
        "`{\"status\":\"ERROR\",\"results\":[]}` | answered 200 with status 'ERROR'",
        "`{\"status\":\"OK\",\"resultsCount\":3,\"results\":[{\"a\":1}]}` | announced 3 rows and sent 1"
      })
  void brokenAnswerIsAFaultAndNeverNoData(String body, String message) {
    assertThatThrownBy(() -> read(body)).isInstanceOf(TransientFault.class).hasMessage(message);
  }

  private Envelope read(String body) throws IOException {
    return Envelope.read(
        new StringReader(body),
        new Envelope.RowHandler() {
          @Override
          public void row(RawRow row) {
            rows.add(row.toString());
          }

          @Override
          public void notARow(String text) {
            rows.add(text);
          }
        });
  }
}
