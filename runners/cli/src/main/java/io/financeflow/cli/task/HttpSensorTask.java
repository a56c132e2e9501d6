package io.financeflow.cli.task;

import io.financeflow.orchestrator.dag.TaskKind;
import io.financeflow.orchestrator.policy.ErrorClass;
import io.financeflow.orchestrator.task.Task;
import io.financeflow.orchestrator.task.TaskContext;
import io.financeflow.orchestrator.task.TaskOutcome;
import io.financeflow.orchestrator.template.Template;
import io.financeflow.orchestrator.template.TemplateError;
import java.io.IOException;
import java.net.URI;
import java.util.Set;

/**
 * Looks once whether a GET is answered as wanted.
 *
 * <p>Nobody there, a server's fault or another status is "not yet". A refusal (401, 402, 403, 407,
 * 451) that is not wanted fails at once, and so does any other answer that says the request is
 * wrong. Redirects are followed unless one is wanted. User and query of the URL are not logged:
 * they may hold secrets.
 */
record HttpSensorTask(HttpLook http, TaskKind.HttpSensor kind) implements Task {
  private static final Set<Integer> REFUSALS = Set.of(401, 402, 403, 407, 451);
  private static final Set<Integer> PASSING = Set.of(404, 408, 409, 410, 412, 421, 423, 425, 429);

  @Override
  public TaskOutcome run(TaskContext context) throws InterruptedException {
    URI url;
    String contains;
    try {
      url = url(Template.parse(kind.url()).render(context.values()));
      contains = Template.parse(kind.contains()).render(context.values());
    } catch (TemplateError wrong) {
      return TaskOutcome.failed(ErrorClass.BAD_INPUT, String.valueOf(wrong.getMessage()));
    } catch (IllegalArgumentException noUrl) {
      return TaskOutcome.failed(
          ErrorClass.BAD_INPUT,
          "the url of '" + context.attempt().taskId() + "' must be http(s)://host[:port]/...");
    }
    try {
      boolean follow = kind.status() / 100 != 3;
      HttpLook.Answer answer = http.get(url, follow);
      context.log().line("GET " + shown(url) + ": " + answer.status());
      return outcome(shown(url), answer, contains);
    } catch (IOException nobody) {
      Stop.check(context);
      String why = nobody.getMessage() == null ? "no answer" : nobody.getMessage();
      return notYet("GET " + shown(url) + ": " + why);
    }
  }

  private TaskOutcome outcome(String url, HttpLook.Answer answer, String contains) {
    int status = answer.status();
    if (status == kind.status()) {
      return answer.body().contains(contains)
          ? TaskOutcome.done()
          : notYet(url + " answers without '" + contains + "'");
    }
    if (REFUSALS.contains(status)) {
      return TaskOutcome.failed(
          ErrorClass.REFUSED, url + " answers " + status + ": check its key or your plan");
    }
    if (status / 100 == 4 && !PASSING.contains(status)) {
      return TaskOutcome.failed(
          ErrorClass.BAD_INPUT, url + " answers " + status + ": correct the url");
    }
    return notYet(url + " answers " + status + ", not " + kind.status());
  }

  private TaskOutcome notYet(String reason) {
    return new TaskOutcome.NotYet(reason, kind.waiting().every());
  }

  private static URI url(String text) {
    URI url = URI.create(text);
    String scheme = String.valueOf(url.getScheme());
    if (!(scheme.equals("http") || scheme.equals("https")) || url.getHost() == null) {
      throw new IllegalArgumentException("no url of a host");
    }
    return url;
  }

  private static String shown(URI url) {
    String port = url.getPort() < 0 ? "" : ":" + url.getPort();
    String query = url.getRawQuery() == null ? "" : "?...";
    return url.getScheme() + "://" + url.getHost() + port + url.getRawPath() + query;
  }
}
