package io.financeflow.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.financeflow.sandbox.MarketSource;
import io.financeflow.sandbox.Sandbox;
import io.financeflow.sandbox.SandboxSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** A running sandbox, and what it serves by an own HTTP GET. */
public final class Vendor implements AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Sandbox sandbox;

  private Vendor(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  /** A small market without faults and without a key. */
  public static SandboxSettings settings() {
    return SandboxSettings.of(MarketSource.simulated(42, 60), Cli.CLOCK);
  }

  public static Vendor start() {
    return start(settings());
  }

  public static Vendor start(SandboxSettings settings) {
    return new Vendor(Sandbox.start(settings));
  }

  public String url() {
    return sandbox.baseUrl().toString();
  }

  Sandbox sandbox() {
    return sandbox;
  }

  /** How many rows the vendor has for a date. */
  public int rows(String date) {
    return bars(date).size();
  }

  /** The rows of a date as JSON. */
  List<JsonObject> bars(String date) {
    return results(
        get(url() + "/v2/aggs/grouped/locale/us/market/stocks/" + date + "?adjusted=false"));
  }

  /** All rows of a reference list, page after page. */
  List<JsonObject> list(String pathAndQuery) {
    List<JsonObject> rows = new ArrayList<>();
    JsonElement next = JsonParser.parseString("\"" + url() + pathAndQuery + "\"");
    while (next != null) {
      JsonObject page = get(next.getAsString());
      rows.addAll(results(page));
      next = page.get("next_url");
    }
    return rows;
  }

  private static List<JsonObject> results(JsonObject body) {
    JsonArray results = body.getAsJsonArray("results");
    List<JsonObject> rows = new ArrayList<>();
    if (results != null) {
      results.forEach(row -> rows.add(row.getAsJsonObject()));
    }
    return rows;
  }

  private static JsonObject get(String url) {
    try {
      HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
      return JsonParser.parseString(HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body())
          .getAsJsonObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    sandbox.close();
  }
}
