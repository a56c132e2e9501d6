package io.financeflow.orchestrator.settings;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.DatabaseSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Asks the other end of a connection whether it is there. Waits up to {@link #PATIENCE} for each
 * answer, changes nothing there. Thread-safe.
 */
public final class ConnectionProbe {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private ConnectionProbe() {}

  /**
   * What a database says of itself, in one line.
   *
   * @throws io.financeflow.schema.db.DatabaseUnavailable when it does not let us in
   */
  public static String probe(DatabaseSettings settings) {
    try (Database database = Database.connect(settings)) {
      String version =
          database
              .jdbi()
              .withHandle(h -> h.createQuery("SHOW server_version").mapTo(String.class).one());
      return "PostgreSQL %s at %s lets in %s"
          .formatted(version, settings.location(), settings.user());
    }
  }

  /**
   * What the other end says, in one line.
   *
   * @throws ProbeFailed when it does not answer, or refuses
   * @throws InvalidSetting when it is of a kind that cannot be asked
   */
  public static String probe(Connection connection) {
    try {
      return switch (connection.kind()) {
        case POSTGRES -> probe(Connections.settings(connection));
        case HTTP -> http(connection);
        case SMTP -> smtp(URI.create(connection.url()));
        case OTHER ->
            throw new InvalidSetting(
                "connection '"
                    + connection.name()
                    + "' is of kind other: nobody knows how to test it");
      };
    } catch (IOException e) {
      throw new ProbeFailed(
          "%s does not answer (%s): correct the url, or start it"
              .formatted(connection.url(), reason(e)),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProbeFailed("stopped before " + connection.url() + " answered", e);
    }
  }

  private static String http(Connection connection) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(connection.url())).timeout(PATIENCE);
    Credentials credentials = connection.credentials();
    if (!credentials.user().isEmpty()) {
      byte[] login = (credentials.user() + ":" + credentials.password()).getBytes(UTF_8);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login));
    }
    HttpResponse<InputStream> response =
        HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .build()
            .send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    // Its length may have no end.
    response.body().close();
    int status = response.statusCode();
    if (status == 401 || status == 403) {
      throw new ProbeFailed(
          connection.url() + " refuses with HTTP " + status + ": check --user and --password");
    }
    if (status >= 500) {
      throw new ProbeFailed(connection.url() + " fails with HTTP " + status + ": ask its owner");
    }
    return connection.url() + " answers with HTTP " + status;
  }

  private static String smtp(URI url) throws IOException {
    boolean tls = "smtps".equals(url.getScheme());
    int port = url.getPort() >= 0 ? url.getPort() : tls ? 465 : 587;
    int patience = Math.toIntExact(PATIENCE.toMillis());
    try (Socket plain = new Socket()) {
      plain.connect(new InetSocketAddress(url.getHost(), port), patience);
      plain.setSoTimeout(patience);
      try (Socket socket = tls ? secured(plain, url.getHost(), port) : plain;
          BufferedReader in =
              new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1))) {
        String greeting = String.valueOf(in.readLine());
        socket.getOutputStream().write("QUIT\r\n".getBytes(ISO_8859_1));
        if (!greeting.startsWith("220")) {
          throw new ProbeFailed(url + " greets with '" + greeting + "' and not with 220");
        }
        return url + " greets with '" + greeting + "'; the login was not tried";
      }
    }
  }

  private static Socket secured(Socket plain, String host, int port) throws IOException {
    SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    SSLSocket socket = (SSLSocket) factory.createSocket(plain, host, port, true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    return socket;
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
