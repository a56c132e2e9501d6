package io.financeflow.orchestrator.lineage;

import java.net.URI;
import java.nio.file.Path;

/** Takes OpenLineage events. */
public interface LineageSink {

  /** What became of an event. */
  enum Answer {
    /** It was taken. */
    TAKEN,
    /** It will never be taken. */
    REFUSED,
    /** It may be taken another time. */
    LATER
  }

  /**
   * The sink at an address, as in {@code OPENLINEAGE_URL}: a service at http or https, a file at
   * {@code file:///folder/lineage.jsonl}.
   *
   * @param key for a service; empty for none
   * @throws IllegalArgumentException for any other address
   */
  static LineageSink at(String address, String key) {
    URI uri = URI.create(address);
    return "file".equals(uri.getScheme())
        ? new LineageFile(Path.of(uri))
        : new LineageService(uri, key);
  }

  /** Hands an event over, one JSON object; waits for the answer, but only for seconds. */
  Answer send(String event);
}
