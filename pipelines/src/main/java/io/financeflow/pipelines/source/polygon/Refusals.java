package io.financeflow.pipelines.source.polygon;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.financeflow.pipelines.source.VendorFailure;
import io.financeflow.schema.market.IngestionStatus;

/**
 * What the vendor's refusals mean. A 403 has four meanings, told apart by its text only.
 *
 * <p>Two body shapes exist: {@code {status, request_id, error}} and {@code {status, request_id,
 * message}}; a wrong path answers plain text.
 */
final class Refusals {
  private static final int LONGEST_TEXT = 200;

  private Refusals() {}

  /** True for the statuses that another try may better: 408, 429 and all from 500. */
  static boolean isTransient(int httpStatus) {
    return httpStatus == 408 || httpStatus == 429 || httpStatus >= 500;
  }

  /** Returns the failure that a final status (400 to 499) with that body stands for. */
  static VendorFailure classify(int httpStatus, String body) {
    String text = text(body);
    return switch (httpStatus) {
      case 401 ->
          failure(
              IngestionStatus.REFUSED,
              httpStatus,
              text,
              "set POLYGON_API_KEY to a valid key (environment or financeflow.properties)");
      case 403 -> forbidden(text);
      case 404 ->
          failure(
              IngestionStatus.BAD_INPUT,
              httpStatus,
              text,
              "check POLYGON_BASE_URL and the request");
      default -> failure(IngestionStatus.BAD_INPUT, httpStatus, text, "correct the request");
    };
  }

  private static VendorFailure forbidden(String text) {
    if (text.contains("before end of day")) {
      return failure(
          IngestionStatus.NOT_READY, 403, text, "run the same command after the vendor's release");
    }
    if (text.contains("data timeframe")) {
      return failure(
          IngestionStatus.REFUSED,
          403,
          text,
          "the date is in the future or older than the plan's history");
    }
    if (text.contains("not entitled")) {
      return failure(IngestionStatus.REFUSED, 403, text, "the plan does not include this endpoint");
    }
    return failure(IngestionStatus.REFUSED, 403, text, "check the key's plan with the vendor");
  }

  private static VendorFailure failure(
      IngestionStatus status, int httpStatus, String text, String advice) {
    return new VendorFailure(
        status, httpStatus, "the vendor answered " + httpStatus + " '" + text + "': " + advice);
  }

  /** Returns the vendor's own words: {@code error}, {@code message}, or the bare text's start. */
  static String text(String body) {
    try {
      JsonElement json = JsonParser.parseString(body);
      if (json instanceof JsonObject object) {
        for (String field : new String[] {"error", "message"}) {
          if (object.has(field) && object.get(field).isJsonPrimitive()) {
            return shorten(object.get(field).getAsString());
          }
        }
      }
    } catch (JsonParseException notJson) {
      return shorten(body);
    }
    return shorten(body);
  }

  private static String shorten(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT) + "...";
  }
}
