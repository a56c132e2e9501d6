package io.financeflow.orchestrator.notify;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.financeflow.schema.market.DateRange;

/**
 * A message as JSON: {@code id}, {@code type}, {@code timestamp} and {@code data}, which has the
 * {@code subject}, how many events it is about and up to {@value #MOST_EVENTS} of these.
 */
final class WebhookPayload {
  static final int MOST_EVENTS = 100;

  private WebhookPayload() {}

  static String id(Message message) {
    return "msg_" + message.id().toString().replace("-", "");
  }

  static JsonObject of(Message message) {
    JsonArray events = new JsonArray();
    message.events().stream().limit(MOST_EVENTS).forEach(event -> events.add(event(event)));
    JsonObject data = new JsonObject();
    data.addProperty("subject", message.text().subject());
    data.addProperty("count", message.events().size());
    data.add("events", events);
    JsonObject payload = new JsonObject();
    payload.addProperty("id", id(message));
    payload.addProperty("type", message.type());
    payload.addProperty("timestamp", message.at().toString());
    payload.add("data", data);
    return payload;
  }

  /** What does not apply is left out. */
  private static JsonObject event(RunEvent event) {
    RunEvent.Subject subject = event.subject();
    JsonObject json = new JsonObject();
    json.addProperty("key", event.key());
    json.addProperty("kind", event.kind().text());
    json.addProperty("dag", subject.dagId());
    text(json, "run", subject.runId());
    text(json, "task", subject.taskId());
    number(json, "map_index", subject.mapIndex(), 0);
    number(json, "attempt", subject.attempt(), 1);
    number(json, "max_attempts", subject.maxAttempts(), 1);
    text(json, "item", subject.item());
    text(json, "error_class", event.cause().errorClass());
    text(json, "message", event.cause().message());
    text(json, "detail", event.cause().detail());
    DateRange dates = event.dates();
    if (dates != null) {
      json.addProperty("from", dates.from().toString());
      json.addProperty("to", dates.to().toString());
    }
    json.addProperty("at", event.origin().at().toString());
    text(json, "host", event.origin().host());
    return json;
  }

  private static void text(JsonObject json, String name, String value) {
    if (!value.isEmpty()) {
      json.addProperty(name, value);
    }
  }

  private static void number(JsonObject json, String name, int value, int least) {
    if (value >= least) {
      json.addProperty(name, value);
    }
  }
}
