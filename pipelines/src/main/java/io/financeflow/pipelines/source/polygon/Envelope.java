package io.financeflow.pipelines.source.polygon;

import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/**
 * The vendor's outer object, read as a stream: its rows go to a handler one by one.
 *
 * @param rows rows in {@code results}; 0 when it is missing, null or empty, which mean the same
 * @param nextUrl where the list goes on; null at its end
 */
record Envelope(long rows, @Nullable String nextUrl) {

  /** Takes the rows as they are read; the row is reused. */
  interface RowHandler {
    /** One row that is an object. */
    void row(RawRow row);

    /** One row that is not an object, as JSON text. */
    void notARow(String text);
  }

  /**
   * Reads one body. Text that is not the vendor's JSON, ends early, says anything but OK or
   * DELAYED, or counts its rows wrongly is a {@link TransientFault}: never "no data".
   */
  static Envelope read(Reader body, RowHandler handler) throws IOException {
    try (JsonReader reader = new JsonReader(body)) {
      return new EnvelopeReader(reader, handler).read();
    } catch (MalformedJsonException | JsonParseException | IllegalStateException e) {
      throw new TransientFault("answered something that is not its JSON", 200, null);
    } catch (EOFException e) {
      throw new TransientFault("sent a truncated answer", 200, null);
    }
  }

  /** The state of one reading. */
  private static final class EnvelopeReader {
    private final JsonReader reader;
    private final RowHandler handler;
    private final RawRow row = new RawRow();
    private String status = "";
    private @Nullable String nextUrl;
    private long rows;
    private long announced = -1;

    EnvelopeReader(JsonReader reader, RowHandler handler) {
      this.reader = reader;
      this.handler = handler;
    }

    Envelope read() throws IOException {
      reader.beginObject();
      while (reader.hasNext()) {
        field(reader.nextName());
      }
      reader.endObject();
      if (!status.equals("OK") && !status.equals("DELAYED")) {
        throw new TransientFault("answered 200 with status '" + status + "'", 200, null);
      }
      if (announced >= 0 && announced != rows) {
        throw new TransientFault("announced " + announced + " rows and sent " + rows, 200, null);
      }
      return new Envelope(rows, nextUrl);
    }

    private void field(String name) throws IOException {
      JsonToken kind = reader.peek();
      if (name.equals("results") && kind == JsonToken.BEGIN_ARRAY) {
        results();
      } else if (name.equals("status") && kind == JsonToken.STRING) {
        status = reader.nextString();
      } else if (name.equals("next_url") && kind == JsonToken.STRING) {
        nextUrl = reader.nextString();
      } else if (name.equals("resultsCount") && kind == JsonToken.NUMBER) {
        announced = (long) reader.nextDouble();
      } else {
        reader.skipValue();
      }
    }

    private void results() throws IOException {
      reader.beginArray();
      while (reader.hasNext()) {
        rows++;
        if (reader.peek() == JsonToken.BEGIN_OBJECT) {
          row.read(reader);
          handler.row(row);
        } else {
          handler.notARow(JsonParser.parseReader(reader).toString());
        }
      }
      reader.endArray();
    }
  }
}
