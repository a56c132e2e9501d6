package io.financeflow.sandbox.http;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** One page of a reference list in the envelope all of them share. */
final class Page {

  static final String OFFSET = "page_offset";

  private Page() {}

  /** The rows from the offset of the cursor, as many as asked for, and where to go on. */
  static <T> Answer of(Request request, List<T> rows, int limit, BiConsumer<JsonBytes, T> writer) {
    int from = Math.min(new Parameters(request).offset(), rows.size());
    int to = (int) Math.min((long) from + limit, rows.size());
    JsonBytes json = new JsonBytes(256 + 192 * (to - from)).open('{').name("results").open('[');
    for (T row : rows.subList(from, to)) {
      json.open('{');
      writer.accept(json, row);
      json.close('}');
    }
    json.close(']').field("status", "OK").field("request_id", request.id());
    json.field("count", to - from);
    if (to < rows.size()) {
      json.field("next_url", request.next(request.path(), Map.of(OFFSET, String.valueOf(to))));
    }
    return Answer.json(json.close('}'));
  }
}
