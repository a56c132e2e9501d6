package io.financeflow.orchestrator.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.financeflow.schema.run.MetricsTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * Answers {@code GET /metrics} for Prometheus and {@code GET /health} for those who restart
 * processes: 200 while the database answers, 503 otherwise. One request at a time; a slow scraper
 * delays nothing but other scrapers.
 */
public final class MonitorServer implements AutoCloseable {

  private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final HttpServer server;
  private final EngineMetrics metrics;
  private final Jdbi jdbi;

  private MonitorServer(HttpServer server, EngineMetrics metrics, Jdbi jdbi) {
    this.server = server;
    this.metrics = metrics;
    this.jdbi = jdbi;
  }

  /** Listens on this machine only; port 0 for any that is free. */
  public static MonitorServer start(int port, EngineMetrics metrics, Jdbi jdbi) {
    return start(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), metrics, jdbi);
  }

  /**
   * Listens there.
   *
   * @throws UncheckedIOException when the address is taken or not of this machine
   */
  public static MonitorServer start(InetSocketAddress where, EngineMetrics metrics, Jdbi jdbi) {
    try {
      HttpServer server = HttpServer.create(where, 0);
      MonitorServer monitor = new MonitorServer(server, metrics, jdbi);
      server.createContext("/", monitor::answer);
      server.start();
      return monitor;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot listen on " + where + " (" + e.getMessage() + "): choose another port", e);
    }
  }

  /** Where it listens. */
  public int port() {
    return server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (!exchange.getRequestMethod().equals("GET")) {
        send(exchange, 405, "text/plain; charset=utf-8", "only GET\n");
      } else if (path.equals("/metrics")) {
        send(exchange, 200, METRICS_TYPE, metrics.scrape());
      } else if (path.equals("/health")) {
        JsonObject health = health();
        int status = health.get("database").getAsBoolean() ? 200 : 503;
        send(exchange, status, "application/json", health + "\n");
      } else {
        send(exchange, 404, "text/plain; charset=utf-8", "see /metrics and /health\n");
      }
    }
  }

  private JsonObject health() {
    JsonObject health = new JsonObject();
    health.addProperty("database", true);
    health.addProperty("scheduler", 0);
    health.addProperty("worker", 0);
    try {
      jdbi.useHandle(
          handle ->
              handle
                  .createQuery(MetricsTable.PROCESSES)
                  .map((row, context) -> new Alive(row.getString("kind"), row.getInt("n")))
                  .forEach(
                      alive ->
                          health.addProperty(alive.kind().toLowerCase(Locale.ROOT), alive.n())));
    } catch (JdbiException away) {
      health.addProperty("database", false);
    }
    return health;
  }

  private record Alive(String kind, int n) {}

  private static void send(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /** Frees the port. Closing twice is fine. */
  @Override
  public void close() {
    server.stop(0);
  }
}
