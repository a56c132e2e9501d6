package io.financeflow.cli.flink;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.cli.output.Failure;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** What we ask of a Flink cluster's REST API. Thread-safe; nothing is retried. */
public final class FlinkRest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
  private final FlinkAddress address;

  /** The API at that address; nothing is asked yet. */
  public FlinkRest(FlinkAddress address) {
    this.address = address;
  }

  /** Returns where the API is. */
  public FlinkAddress address() {
    return address;
  }

  /**
   * A cluster at a glance.
   *
   * @param taskManagers registered ones
   * @param slots of all of them
   * @param freeSlots those without a job
   * @param jobs running now
   */
  public record Overview(int taskManagers, int slots, int freeSlots, int jobs) {}

  /** A job as the cluster lists it; {@code state} is Flink's word for it. */
  public record Job(String id, String name, String state) {}

  /**
   * Returns the cluster at a glance.
   *
   * @throws Failure.Incomplete when nothing answers there, or something that is not a Flink
   */
  public Overview overview() {
    JsonObject overview = get("/overview").orElseThrow(this::stranger);
    if (!overview.has("taskmanagers") || !overview.has("slots-available")) {
      throw stranger();
    }
    return new Overview(
        overview.get("taskmanagers").getAsInt(),
        overview.get("slots-total").getAsInt(),
        overview.get("slots-available").getAsInt(),
        overview.get("jobs-running").getAsInt());
  }

  /** Returns the jobs that the cluster remembers. */
  public List<Job> jobs() {
    JsonObject answer = get("/jobs/overview").orElseThrow(this::stranger);
    return StreamSupport.stream(answer.getAsJsonArray("jobs").spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .map(job -> new Job(text(job, "jid"), text(job, "name"), text(job, "state")))
        .toList();
  }

  /** Returns a job; empty when the cluster does not know it. */
  public Optional<Job> job(String id) {
    return get("/jobs/" + id)
        .map(job -> new Job(text(job, "jid"), text(job, "name"), text(job, "state")));
  }

  /** Returns the stack trace that a job failed with; empty when there is none. */
  public Optional<String> failure(String id) {
    return get("/jobs/" + id + "/exceptions")
        .map(answer -> answer.get("root-exception"))
        .filter(trace -> trace != null && !trace.isJsonNull())
        .map(JsonElement::getAsString);
  }

  /** Asks the cluster to cancel a job; false when it does not know it. */
  public boolean cancel(String id) {
    HttpRequest request =
        request("/jobs/" + id + "?mode=cancel")
            .method("PATCH", HttpRequest.BodyPublishers.noBody())
            .build();
    return send(request).statusCode() / 100 == 2;
  }

  /** True when a Flink answers. */
  public boolean answers() {
    try {
      overview();
      return true;
    } catch (Failure.Incomplete notYet) {
      return false;
    }
  }

  private Optional<JsonObject> get(String path) {
    HttpResponse<String> response = send(request(path).build());
    if (response.statusCode() == 404) {
      return Optional.empty();
    }
    try {
      JsonElement body = JsonParser.parseString(response.body());
      if (response.statusCode() == 200 && body.isJsonObject()) {
        return Optional.of(body.getAsJsonObject());
      }
    } catch (JsonParseException notJson) {
      throw stranger();
    }
    throw stranger();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(address.url().resolve(path)).timeout(PATIENCE);
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException unreachable) {
      throw new Failure.Incomplete(
          ExitCode.FAILED,
          "no Flink answers at %s: start one with ./financeflow flink start, or correct --flink-master"
              .formatted(address));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Failure.Incomplete(ExitCode.FAILED, "interrupted while asking " + address);
    }
  }

  private Failure.Incomplete stranger() {
    return new Failure.Incomplete(
        ExitCode.FAILED,
        "what answers at %s is not a Flink cluster's REST API: correct --flink-master"
            .formatted(address));
  }

  private static String text(JsonObject object, String name) {
    return object.get(name).getAsString();
  }
}
