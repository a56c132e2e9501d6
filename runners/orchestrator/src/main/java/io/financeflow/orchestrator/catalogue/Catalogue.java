package io.financeflow.orchestrator.catalogue;

import io.financeflow.orchestrator.yaml.DagDocument;
import io.financeflow.schema.run.DagTable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;

/**
 * Every version of every DAG, read from the database on first need and kept: a version never
 * changes. Thread-safe.
 */
public final class Catalogue {

  private record Key(String dag, String version) {}

  private final Map<Key, DagShape> known = new ConcurrentHashMap<>();

  /**
   * A version of a DAG.
   *
   * @throws IllegalStateException when the database does not have it
   */
  public DagShape get(Handle handle, String dag, String version) {
    Key key = new Key(dag, version);
    DagShape shape = known.get(key);
    if (shape == null) {
      shape = load(handle, key);
      known.put(key, shape);
    }
    return shape;
  }

  private static DagShape load(Handle handle, Key key) {
    String document =
        handle
            .createQuery(DagTable.DOCUMENT)
            .bind("dag", key.dag())
            .bind("version", key.version())
            .mapTo(String.class)
            .findOne()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "the DAG " + key.dag() + " has no version " + key.version()));
    return DagShape.of(DagDocument.read(key.dag(), document), key.version());
  }
}
