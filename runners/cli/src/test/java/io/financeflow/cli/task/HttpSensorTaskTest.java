package io.financeflow.cli.task;

import static io.financeflow.orchestrator.policy.ErrorClass.BAD_INPUT;
import static io.financeflow.orchestrator.policy.ErrorClass.REFUSED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.financeflow.cli.Cli;
import io.financeflow.cli.TestCluster;
import io.financeflow.orchestrator.dag.TaskKind;
import io.financeflow.orchestrator.dag.Waiting;
import io.financeflow.orchestrator.task.TaskOutcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpSensorTaskTest {
  private static final Waiting EVERY =
      new Waiting(Duration.ofMinutes(2), Duration.ofHours(3), false);

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch end = new CountDownLatch(1);
  private HttpServer server;
  private String url;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/status/", HttpSensorTaskTest::answer);
    server.createContext("/never", this::never);
    server.start();
    url = "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @AfterEach
  void stop() {
    end.countDown();
    server.stop(0);
  }

  /** {@code /status/404} answers 404 and the rest of the path. */
  private static void answer(HttpExchange exchange) throws IOException {
    String[] path = exchange.getRequestURI().getPath().split("/", 4);
    exchange.getResponseHeaders().add("Location", "/status/200");
    byte[] body = ("bars of " + (path.length > 3 ? path[3] : "")).getBytes(UTF_8);
    exchange.sendResponseHeaders(Integer.parseInt(path[2]), body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private void never(HttpExchange exchange) {
    asked.countDown();
    try {
      end.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    exchange.close();
  }

  private static TaskOutcome look(String address, int status, String contains) throws Exception {
    return look(TestAttempt.of("2025-01-10"), address, status, contains);
  }

  private static TaskOutcome look(TestAttempt attempt, String address, int status, String contains)
      throws Exception {
    return TestTasks.task(Cli.bare(), new TaskKind.HttpSensor(address, status, contains, EVERY))
        .run(attempt);
  }

  private static TaskOutcome notYet(String reason) {
    return new TaskOutcome.NotYet(reason, Duration.ofMinutes(2));
  }

  @Test
  void wantedAnswerIsDone() throws Exception {
    assertThat(look(url + "/status/200/{{ ds }}", 200, "of {{ ds }}"))
        .isEqualTo(TaskOutcome.done());
    assertThat(look(url + "/status/404/x", 404, "")).isEqualTo(TaskOutcome.done());
    assertThat(look(url + "/status/403/x", 403, "")).isEqualTo(TaskOutcome.done());
    assertThat(look(url + "/status/302/x", 302, "")).isEqualTo(TaskOutcome.done());
    assertThat(look(url + "/status/302/x", 200, "bars")).isEqualTo(TaskOutcome.done());
  }

  @Test
  void otherAnswersAreWaitedFor() throws Exception {
    assertThat(look(url + "/status/200/tomorrow", 200, "{{ ds }}"))
        .isEqualTo(notYet(url + "/status/200/tomorrow answers without '2025-01-10'"));
    for (int status : new int[] {404, 408, 425, 429, 500, 503}) {
      assertThat(look(url + "/status/" + status, 200, ""))
          .isEqualTo(notYet(url + "/status/" + status + " answers " + status + ", not 200"));
    }
    String nobody = "http://127.0.0.1:" + TestCluster.freePort() + "/";
    assertThat(look(nobody, 200, ""))
        .isInstanceOfSatisfying(
            TaskOutcome.NotYet.class,
            outcome -> assertThat(outcome.reason()).startsWith("GET " + nobody + ": "));
  }

  @Test
  void refusalsAndWrongRequestsFailAtOnce() throws Exception {
    for (int status : new int[] {401, 402, 403, 407, 451}) {
      assertThat(look(url + "/status/" + status, 200, ""))
          .isEqualTo(
              TaskOutcome.failed(
                  REFUSED,
                  url
                      + "/status/"
                      + status
                      + " answers "
                      + status
                      + ": check its key or your plan"));
    }
    assertThat(look(url + "/status/400", 200, ""))
        .isEqualTo(TaskOutcome.failed(BAD_INPUT, url + "/status/400 answers 400: correct the url"));
    for (String wrong : new String[] {"nowhere", "ftp://host/", "http://a b/", "http:///x"}) {
      assertThat(look(wrong, 200, ""))
          .isEqualTo(
              TaskOutcome.failed(BAD_INPUT, "the url of 'load' must be http(s)://host[:port]/..."));
    }
    assertThat(look(url + "/{{ nothing }}", 200, "")).isInstanceOf(TaskOutcome.Failed.class);
  }

  @Test
  void secretsOfTheUrlAreNotShown() throws Exception {
    TestAttempt attempt = TestAttempt.of("2025-01-10");

    TaskOutcome outcome =
        look(
            attempt,
            url.replace("http://", "http://user:secret-1@") + "/status/503?key=secret-2",
            200,
            "");

    assertThat(outcome).isEqualTo(notYet(url + "/status/503?... answers 503, not 200"));
    assertThat(attempt.lines()).containsExactly("GET " + url + "/status/503?...: 503");
  }

  @Test
  void lookOfAnAttemptThatHasToStopEnds() throws Exception {
    TestAttempt attempt = TestAttempt.of("2025-01-10");
    Thread stopper =
        new Thread(
            () -> {
              try {
                asked.await();
                attempt.stop();
              } catch (InterruptedException unexpected) {
                Thread.currentThread().interrupt();
              }
            });
    stopper.start();

    assertThatThrownBy(() -> look(attempt, url + "/never", 200, ""))
        .isInstanceOf(InterruptedException.class);
    stopper.join();
  }
}
