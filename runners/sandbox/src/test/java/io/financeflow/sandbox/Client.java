package io.financeflow.sandbox;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Asks a sandbox over real HTTP. */
final class Client {

  static final String GROUPED = "/v2/aggs/grouped/locale/us/market/stocks/";

  private static final OkHttpClient HTTP =
      new OkHttpClient.Builder().retryOnConnectionFailure(false).build();

  private final URI base;

  Client(Sandbox sandbox) {
    this.base = sandbox.baseUrl();
  }

  /** Status, body and one header of an answer. */
  record Reply(int status, String type, String label, String retryAfter, String body) {
    JsonObject json() {
      return JsonParser.parseString(body).getAsJsonObject();
    }

    JsonArray results() {
      return json().getAsJsonArray("results");
    }

    List<String> column(String name) {
      List<String> values = new ArrayList<>();
      for (JsonElement row : results()) {
        values.add(row.getAsJsonObject().get(name).getAsString());
      }
      return values;
    }
  }

  Reply get(String pathAndQuery) throws IOException {
    return send(new Request.Builder().url(base + pathAndQuery).build());
  }

  Reply getWithHeader(String pathAndQuery, String name, String value) throws IOException {
    return send(new Request.Builder().url(base + pathAndQuery).header(name, value).build());
  }

  Reply grouped(String date) throws IOException {
    return get(GROUPED + date + "?adjusted=false");
  }

  /** One column of all pages from an address on, following {@code next_url} by path and query. */
  List<String> all(String pathAndQuery, String column) throws IOException {
    List<String> values = new ArrayList<>();
    String next = pathAndQuery;
    while (!next.isEmpty()) {
      Reply reply = get(next);
      values.addAll(reply.column(column));
      JsonElement url = reply.json().get("next_url");
      next = url == null ? "" : pathAndQuery(URI.create(url.getAsString()));
    }
    return values;
  }

  private static String pathAndQuery(URI url) {
    return url.getRawPath() + "?" + url.getRawQuery();
  }

  private static Reply send(Request request) throws IOException {
    try (Response response = HTTP.newCall(request).execute()) {
      return new Reply(
          response.code(),
          response.header("Content-Type", ""),
          response.header("X-Financeflow-Data", ""),
          response.header("Retry-After", ""),
          response.body().string());
    }
  }
}
