package io.financeflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every mistake is one line and exit code 2, before anything is started. */
class WrongCommandLineTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ingest | Missing required option: '--date=DATE'. see financeflow ingest --help
          ingest --date 2025-01-10 --speed 9 | Unknown options: '--speed', '9'. see financeflow ingest --help
          ingest --date 2025-01-10 extra | Unmatched argument at index 3: 'extra'. see financeflow ingest --help
          ingest --date 2025-02-30 | Invalid value for option '--date': '2025-02-30' is not a date like 2025-01-10. see financeflow ingest --help
          returns --date 10.1.2025 | Invalid value for option '--date': '10.1.2025' is not a date like 2025-01-10. see financeflow returns --help
          ingest --date 2025-01-10 --to 2025-01-09 | --to 2025-01-09 lies before --date 2025-01-10
          ingest --date 2025-02-01 | 2025-02-01 lies in the future: in New York it is 2025-01-31
          ingest --date 2025-01-10 --to 2025-02-03 | 2025-02-03 lies in the future: in New York it is 2025-01-31
          returns --date 1989-12-29 | --date must not be before 1990-01-01
          ingest --date 2025-01-10 --runner spark | Invalid value for option '--runner': expected one of [direct, flink] (case-sensitive) but was 'spark'. see financeflow ingest --help
          ingest --date 2025-01-10 --references some | Invalid value for option '--references': expected one of [auto, all, none] (case-sensitive) but was 'some'. see financeflow ingest --help
          ingest --date 2025-01-10 --max-rejects 1.5 | --max-rejects must be 0 to 1 but was 1.5
          ingest --date 2025-01-10 --max-rejects -0.1 | --max-rejects must be 0 to 1 but was -0.1
          ingest --date 2025-01-10 --max-rejects NaN | --max-rejects must be 0 to 1 but was NaN
          ingest --date 2025-01-10 --max-rejects few | Invalid value for option '--max-rejects': 'few' is not a double. see financeflow ingest --help
          ingest --date 2025-01-10 --requests-per-minute -1 | requests per minute must be >= 0 but was -1
          ingest --date 2025-01-10 --vendor-url nonsense | the vendor's base URL must be http(s)://host[:port] but was nonsense
          returns --date 2025-01-10 --max-gap 0 | --max-gap must be 1 to 25 sessions but was 0
          returns --date 2025-01-10 --max-gap 26 | --max-gap must be 1 to 25 sessions but was 26
          quality --to 2025-01-10 | --to 2025-01-10 needs --from DATE
          quality --from 2025-01-10 --to 2025-01-09 | --to 2025-01-09 lies before --date 2025-01-10
          quality --date 2025-02-01 | 2025-02-01 lies in the future: in New York it is 2025-01-31
          quality --min-severity FATAL | Invalid value for option '--min-severity': expected one of [INFO, WARNING, ERROR] (case-sensitive) but was 'FATAL'. see financeflow quality --help
          quality --rule beauty | Invalid value for option '--rule' at index 0 (NAME): 'beauty' is none of ohlc_order, positive_prices, volume, duplicates, ticker_form, timestamp_on_date, readable, row_count, volume_jump, freshness, calendar, returns_due, missing_against_yesterday, return_outlier, split_move, stale_close. see financeflow quality --help
          sql | Missing required parameter: 'SQL'. see financeflow sql --help
          sql -o xml select | Invalid value for option '--output': expected one of [table, csv, json] (case-sensitive) but was 'xml'. see financeflow sql --help
          sandbox --fault nonsense=1 | fault 'nonsense=1': unknown; known are rate-limit, outage, latency, 5xx, drop, truncate, html, empty, duplicate, conflict, nul, negative, high-below-low, text-number, null-field, wrong-day, exponent, corrupt, wrong-count
          """)
  void isOneLine(String line, String message) {
    Cli.Result result = Cli.bare().run(line.split(" "));

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).isEqualTo("error: " + message + "\n");
  }

  @Test
  void missingKeyOfTheVendorItselfIsSaidBeforeAskingIt() {
    Cli.Result result = Cli.bare().run("ingest", "--date", "2025-01-10");

    assertThat(result.exitCode()).isEqualTo(30);
    assertThat(result.err())
        .isEqualTo(
            "error: no API key for api.massive.com: set POLYGON_API_KEY (environment or"
                + " financeflow.properties), or try ./financeflow demo\n");
  }

  @ParameterizedTest
  @CsvSource({"ingst, ingest", "retruns, returns", "staus, status", "sqll, sql", "bech, bench"})
  void unknownCommandSuggestsTheNearest(String typed, String meant) {
    Cli.Result result = Cli.bare().run(typed);

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .startsWith(
            "error: Unmatched argument at index 0: '%s'. see financeflow --help%nDid you mean: financeflow %s"
                .formatted(typed, meant));
  }
}
