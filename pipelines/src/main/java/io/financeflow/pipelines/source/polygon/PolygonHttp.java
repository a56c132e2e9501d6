package io.financeflow.pipelines.source.polygon;

import io.financeflow.pipelines.source.Receipt;
import io.financeflow.pipelines.source.RequestLimit;
import io.financeflow.pipelines.source.VendorFailure;
import io.financeflow.schema.market.IngestionStatus;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleSupplier;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.apache.beam.sdk.util.Sleeper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * GET with the key in a header, the rate limit, and retries of what another try may better.
 *
 * <p>Thread-safe. A refused key (401) is remembered and nothing more is sent with it.
 */
final class PolygonHttp {
  private static final Logger LOG = LoggerFactory.getLogger(PolygonHttp.class);

  private final Channel channel;
  private final PolygonSettings settings;
  private final RequestGate gate;
  private final Sleeper sleeper;
  private final DoubleSupplier jitter;

  PolygonHttp(
      Channel channel,
      PolygonSettings settings,
      RequestGate gate,
      Sleeper sleeper,
      DoubleSupplier jitter) {
    this.channel = channel;
    this.settings = settings;
    this.gate = gate;
    this.sleeper = sleeper;
    this.jitter = jitter;
  }

  /**
   * What all clients of one vendor and key share in this JVM.
   *
   * @param client owns the connections
   * @param refusedKey the vendor's refusal of the key; null while it has not refused
   */
  record Channel(OkHttpClient client, AtomicReference<@Nullable VendorFailure> refusedKey) {}

  /** Reads a body; called once per try, so it must start afresh each time. */
  interface BodyReader<T> {
    T read(Reader body) throws IOException;
  }

  /** A body as read, and what it cost. */
  record Answer<T>(T value, Receipt receipt) {}

  /**
   * Returns the answer of a URL.
   *
   * @throws VendorFailure when the vendor refuses, or still fails at the last attempt
   */
  <T> Answer<T> get(HttpUrl url, BodyReader<T> reader) {
    VendorFailure refused = channel.refusedKey().get();
    if (refused != null) {
      throw refused;
    }
    for (int attempt = 1; ; attempt++) {
      RequestLimit.Slot slot = slot();
      try {
        return once(url, reader);
      } catch (IOException fault) {
        if (fault instanceof ConnectException || fault instanceof UnknownHostException) {
          gate.release(slot);
        }
        if (attempt == settings.retries().attempts()) {
          throw exhausted(url, fault, attempt);
        }
        waitAfter(fault, attempt, url);
      }
    }
  }

  private RequestLimit.Slot slot() {
    try {
      return gate.await();
    } catch (InterruptedException interrupted) {
      throw interrupted();
    }
  }

  private <T> Answer<T> once(HttpUrl url, BodyReader<T> reader) throws IOException {
    Request.Builder request = new Request.Builder().url(url);
    if (!settings.apiKey().isEmpty()) {
      request.header("Authorization", "Bearer " + settings.apiKey());
    }
    try (Response response = channel.client().newCall(request.build()).execute()) {
      if (!response.isSuccessful()) {
        throw failure(response);
      }
      CountingStream body = new CountingStream(response.body().byteStream());
      T value = reader.read(new InputStreamReader(body, StandardCharsets.UTF_8));
      return new Answer<>(value, new Receipt(response.code(), body.count(), source(response)));
    }
  }

  /** A sandbox says in a header that its data is simulated or replayed; the vendor has none. */
  private static String source(Response response) {
    return Objects.requireNonNull(response.header("X-Financeflow-Data", Polygon.SOURCE));
  }

  /** Returns the fault to retry, or throws the refusal. */
  private TransientFault failure(Response response) throws IOException {
    String body = response.body().string();
    if (Refusals.isTransient(response.code())) {
      String text = "answered " + response.code() + " '" + Refusals.text(body) + "'";
      return new TransientFault(text, response.code(), retryAfter(response));
    }
    VendorFailure refusal = Refusals.classify(response.code(), body);
    if (response.code() == 401) {
      channel.refusedKey().set(refusal);
    }
    throw refusal;
  }

  private @Nullable Duration retryAfter(Response response) {
    String seconds = response.header("Retry-After", "");
    if (Objects.requireNonNull(seconds).matches("[0-9]{1,5}")) {
      return Duration.ofSeconds(Long.parseLong(seconds));
    }
    return response.code() == 429 ? settings.retries().rateLimitDelay() : null;
  }

  private void waitAfter(IOException fault, int attempt, HttpUrl url) {
    Duration wait = Backoff.delay(settings.retries(), attempt, jitter.getAsDouble());
    if (fault instanceof TransientFault known && known.retryAfter() != null) {
      wait = Objects.requireNonNull(known.retryAfter());
    }
    LOG.info("{} {}; try {} in {}", url.encodedPath(), describe(fault), attempt + 1, wait);
    try {
      if (!wait.isZero()) {
        sleeper.sleep(wait.toMillis());
      }
    } catch (InterruptedException interrupted) {
      throw interrupted();
    }
  }

  private VendorFailure exhausted(HttpUrl url, IOException fault, int attempts) {
    Integer status = fault instanceof TransientFault known ? known.httpStatus() : null;
    String message =
        "the vendor at %s://%s:%d %s (%s, %d tries): check the network and the vendor, then retry"
            .formatted(
                url.scheme(), url.host(), url.port(), describe(fault), url.encodedPath(), attempts);
    VendorFailure failure = new VendorFailure(IngestionStatus.FAILED, status, message);
    failure.initCause(fault);
    return failure;
  }

  private static String describe(IOException fault) {
    return fault instanceof TransientFault
        ? String.valueOf(fault.getMessage())
        : "could not be reached or broke off (" + fault + ")";
  }

  private static VendorFailure interrupted() {
    Thread.currentThread().interrupt();
    return new VendorFailure(IngestionStatus.FAILED, null, "interrupted while waiting: run again");
  }
}
