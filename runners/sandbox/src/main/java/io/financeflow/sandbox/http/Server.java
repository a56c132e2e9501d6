package io.financeflow.sandbox.http;

import io.financeflow.sandbox.fault.FaultPlan;
import io.financeflow.sandbox.http.Vendor.Delivery;
import io.financeflow.sandbox.market.Market;
import io.financeflow.schema.calendar.TradingCalendar;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Period;
import org.jspecify.annotations.Nullable;

/** The vendor on a socket of this machine's loopback interface. Thread-safe. */
public final class Server implements AutoCloseable {

  private static final String HOST = "127.0.0.1";
  private static final String BEARER = "Bearer ";

  private final Vendor vendor;
  private final String label;
  private final Javalin javalin;

  /**
   * What the server serves to whom.
   *
   * @param apiKey the key every request must carry; null when none is needed
   * @param history how far back from today prices are served; zero for no bound
   */
  public record Terms(@Nullable String apiKey, Period history, Clock clock) {}

  /**
   * Starts listening.
   *
   * @param port 0 for any that is free
   */
  public Server(int port, Market market, FaultPlan plan, Terms terms) {
    Today today = new Today(terms.clock(), TradingCalendar.nyse(), terms.history());
    vendor = new Vendor(new Routes(market, today), plan, terms.apiKey());
    label = market.label();
    javalin = Javalin.create(this::configure).start(HOST, port);
  }

  public int port() {
    return javalin.port();
  }

  /** Requests so far, whatever was answered. */
  public long requestsServed() {
    return vendor.served();
  }

  /** Requests answered with 429 so far. */
  public long requestsLimited() {
    return vendor.limited();
  }

  @Override
  public void close() {
    javalin.stop();
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.routes.get("/*", this::answer);
  }

  private void answer(Context context) throws IOException {
    Delivery delivery = deliver(context);
    HttpServletResponse response = context.res();
    response.setStatus(delivery.answer().status());
    response.setContentType(delivery.answer().contentType());
    response.setHeader("X-Financeflow-Data", label);
    if (delivery.retryAfter() > 0) {
      response.setHeader("Retry-After", Long.toString(delivery.retryAfter()));
    }
    send(response, body(context, delivery.answer()), delivery.dropped());
  }

  private Delivery deliver(Context context) {
    String path = context.req().getRequestURI();
    String query = context.queryString();
    try {
      Request request = Request.of("http://" + context.host(), path, query);
      return vendor.deliver(request, key(context, query));
    } catch (Refusal refusal) {
      return Delivery.of(refusal.answer(Ids.of(path)));
    }
  }

  private static byte[] body(Context context, Answer answer) {
    String accepted = context.header("Accept-Encoding");
    if (accepted == null || !accepted.contains("gzip") || answer.body().length < 256) {
      return answer.body();
    }
    context.res().setHeader("Content-Encoding", "gzip");
    return Gzip.fast(answer.body());
  }

  /** A body shorter than announced makes the server close the connection. */
  private static void send(HttpServletResponse response, byte[] body, boolean dropped)
      throws IOException {
    response.setContentLength(body.length);
    response.getOutputStream().write(body, 0, dropped ? body.length / 2 : body.length);
    response.flushBuffer();
  }

  private static @Nullable String key(Context context, @Nullable String query) {
    String header = context.header("Authorization");
    return header != null && header.startsWith(BEARER)
        ? header.substring(BEARER.length())
        : Request.apiKey(query);
  }
}
