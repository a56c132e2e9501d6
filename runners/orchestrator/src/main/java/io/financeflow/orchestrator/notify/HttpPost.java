package io.financeflow.orchestrator.notify;

import java.io.IOException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * One POST of JSON: no redirects, no repetitions, an end to all waiting.
 *
 * <p>2xx is sent; 408, 425, 429, 5xx and what breaks on the way may work later; everything else is
 * refused. Texts have the host, never the rest of the address. Thread-safe.
 */
final class HttpPost {
  private static final MediaType JSON = MediaType.get("application/json");
  private static final int SHOWN = 200;

  private final OkHttpClient client;
  private final Secret url;

  HttpPost(Secret url, Duration timeout) {
    this.url = url;
    this.client =
        new OkHttpClient.Builder()
            .followRedirects(false)
            .followSslRedirects(false)
            // It would send again on its own; repetitions are the notifier's.
            .retryOnConnectionFailure(false)
            .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
            .connectTimeout(timeout)
            .readTimeout(timeout)
            .writeTimeout(timeout)
            .callTimeout(timeout)
            .build();
  }

  Outcome send(byte[] body, Map<String, String> headers) {
    Request.Builder request =
        new Request.Builder()
            .url(url.value())
            .header("User-Agent", "FinanceFlow")
            .post(RequestBody.create(ByteString.of(body), JSON));
    headers.forEach(request::header);
    Request built = request.build();
    String host = built.url().host();
    try (Response response = client.newCall(built).execute()) {
      return outcome(response, host);
    } catch (IOException e) {
      return new Outcome.Failed(hide(host + " could not be reached or broke off: " + e));
    }
  }

  private Outcome outcome(Response response, String host) throws IOException {
    int status = response.code();
    if (response.isSuccessful()) {
      return new Outcome.Sent(host + " answered " + status);
    }
    String said = hide(host + " answered " + status + " " + body(response)).strip();
    if (status == 408 || status == 425 || status == 429 || status >= 500) {
      return new Outcome.Failed(said, pause(response));
    }
    if (status >= 300 && status < 400) {
      return new Outcome.Refused(
          said + ": redirects are not followed, configure the final address");
    }
    return new Outcome.Refused(said + ": correct the channel, then send again by hand");
  }

  private static String body(Response response) throws IOException {
    String body =
        response.peekBody(4L * SHOWN).string().strip().replaceAll("[\\s\\p{Cntrl}]+", " ");
    return body.length() <= SHOWN ? body : body.substring(0, SHOWN) + "…";
  }

  /** Whole seconds, or a time, which is read by the clock of the answer. */
  private static Duration pause(Response response) {
    @Nullable String after = response.header("Retry-After");
    if (after == null) {
      return Duration.ZERO;
    }
    if (after.matches("[0-9]{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(after));
    }
    try {
      Instant now = instant(Objects.requireNonNullElse(response.header("Date"), ""));
      Duration pause = Duration.between(now, instant(after));
      return pause.isNegative() ? Duration.ZERO : pause;
    } catch (DateTimeException unreadable) {
      return Duration.ZERO;
    }
  }

  private static Instant instant(String header) {
    DateTimeFormatter form = DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT);
    return form.parse(header, Instant::from);
  }

  /** A server may repeat what it was asked. */
  private String hide(String text) {
    URI address = URI.create(url.value());
    String path = Objects.requireNonNullElse(address.getRawPath(), "");
    String query = Objects.requireNonNullElse(address.getRawQuery(), "");
    String hidden = new Secret(query).hideIn(url.hideIn(text));
    return path.length() > 1 ? new Secret(path).hideIn(hidden) : hidden;
  }
}
