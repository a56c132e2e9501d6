package io.financeflow.cli.task;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One GET. Thread-safe. */
final class HttpLook {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final int LONGEST_BODY = 1024 * 1024;

  private final HttpClient following = client(HttpClient.Redirect.NORMAL);
  private final HttpClient staying = client(HttpClient.Redirect.NEVER);

  /**
   * An answer.
   *
   * @param body its first megabyte, read as UTF-8
   */
  record Answer(int status, String body) {}

  /**
   * Returns the answer, which has to begin within 30 seconds.
   *
   * @param redirects whether they are followed, from https to https only
   * @throws IllegalArgumentException when no request can be made of the URL
   */
  Answer get(URI url, boolean redirects) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(url).timeout(ANSWER).build();
    HttpResponse<InputStream> response =
        (redirects ? following : staying).send(request, HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      return new Answer(
          response.statusCode(), new String(body.readNBytes(LONGEST_BODY), StandardCharsets.UTF_8));
    }
  }

  private static HttpClient client(HttpClient.Redirect redirects) {
    return HttpClient.newBuilder().connectTimeout(CONNECT).followRedirects(redirects).build();
  }
}
