package io.financeflow.sandbox.http;

/**
 * An answer that is an error of the vendor's: thrown where it is noticed, sent by {@code Vendor}.
 */
final class Refusal extends RuntimeException {

  private static final String UPGRADE = " Please upgrade your plan at https://polygon.io/pricing";

  private final int http;
  private final String status;
  private final String field;

  private Refusal(int http, String status, String field, String text) {
    super(text, null, false, false);
    this.http = http;
    this.status = status;
    this.field = field;
  }

  static Refusal badRequest(String text) {
    return new Refusal(400, "ERROR", "error", text);
  }

  static Refusal badTime(String parameter) {
    return badRequest(
        "Could not parse the time parameter: '"
            + parameter
            + "'. Use YYYY-MM-DD or Unix MS Timestamps");
  }

  static Refusal noKey() {
    return new Refusal(401, "ERROR", "error", "API Key was not provided");
  }

  static Refusal unknownKey() {
    return new Refusal(401, "ERROR", "error", "Unknown API Key");
  }

  static Refusal beforeEndOfDay() {
    return notAuthorized("Attempted to request today's data before end of day.");
  }

  static Refusal timeframe() {
    return notAuthorized("Your plan doesn't include this data timeframe.");
  }

  static Refusal notEntitled() {
    return notAuthorized("You are not entitled to this data.");
  }

  static Refusal tickerNotFound() {
    return new Refusal(404, "NOT_FOUND", "message", "Ticker not found.");
  }

  static Refusal tooManyRequests() {
    return new Refusal(
        429,
        "ERROR",
        "error",
        "You've exceeded the maximum requests per minute, please wait or upgrade your subscription"
            + " to continue. https://polygon.io/pricing");
  }

  /** The body of a path the vendor does not have. */
  static Answer pageNotFound() {
    return Answer.text(404, "text/plain", "404 page not found\n");
  }

  Answer answer(String requestId) {
    String text = String.valueOf(getMessage());
    JsonBytes json = new JsonBytes(256).open('{').field("status", status);
    json.field("request_id", requestId).field(field, text).close('}');
    return new Answer(http, Answer.JSON, json.toBytes());
  }

  private static Refusal notAuthorized(String reason) {
    return new Refusal(403, "NOT_AUTHORIZED", "message", reason + UPGRADE);
  }
}
