package io.financeflow.sandbox;

import io.financeflow.sandbox.fault.Fault;
import io.financeflow.sandbox.fault.Fault.RateLimit;
import io.financeflow.sandbox.fault.FaultPlan;
import io.financeflow.sandbox.http.Server;
import io.financeflow.sandbox.market.Market;
import io.javalin.util.JavalinBindException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A running local market-data vendor.
 *
 * <p>Listens on the loopback interface until closed. Thread-safe.
 */
public final class Sandbox implements AutoCloseable {

  private static final Duration MINUTE = Duration.ofSeconds(60);

  private final Server server;

  private Sandbox(Server server) {
    this.server = server;
  }

  /**
   * Makes or reads the market, then listens.
   *
   * @throws IllegalArgumentException when a file to replay is not as it should be, or the port is
   *     taken
   * @throws java.io.UncheckedIOException when it cannot be read
   */
  public static Sandbox start(SandboxSettings settings) {
    List<Fault> faults = new ArrayList<>(settings.faults());
    settings
        .requestsPerMinute()
        .ifPresent(requests -> faults.add(new RateLimit(requests, MINUTE, false)));
    FaultPlan plan = new FaultPlan(faults, settings.pace());
    Server.Terms terms = new Server.Terms(settings.apiKey(), settings.history(), settings.clock());
    Market market = settings.source().open();
    try {
      return new Sandbox(new Server(settings.port(), market, plan, terms));
    } catch (JavalinBindException taken) {
      throw new IllegalArgumentException(
          "port " + settings.port() + " cannot be used: choose another", taken);
    }
  }

  /** Where to send requests: scheme, host and port, without a slash at the end. */
  public URI baseUrl() {
    return URI.create("http://127.0.0.1:" + port());
  }

  public int port() {
    return server.port();
  }

  /** Requests so far, whatever was answered, dropped ones included. */
  public long requestsServed() {
    return server.requestsServed();
  }

  /** Requests answered with 429 so far. */
  public long requestsLimited() {
    return server.requestsLimited();
  }

  @Override
  public void close() {
    server.close();
  }
}
