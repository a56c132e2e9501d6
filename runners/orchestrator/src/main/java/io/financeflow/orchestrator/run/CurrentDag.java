package io.financeflow.orchestrator.run;

import io.financeflow.orchestrator.catalogue.Catalogue;
import io.financeflow.orchestrator.catalogue.DagShape;
import io.financeflow.schema.run.DagTable;
import org.jdbi.v3.core.Handle;

/** The version of a DAG that new runs get, with the lock that who creates runs has to hold. */
public final class CurrentDag {

  private CurrentDag() {}

  /**
   * Locks the DAG's row until the caller's transaction ends; several DAGs are locked in the order
   * of their ids.
   *
   * @throws NoSuchThing when there is no such DAG, or it is not loaded any more
   */
  public static DagShape lock(Handle handle, Catalogue catalogue, String dag) {
    record Current(String version, boolean present) {}
    Current current =
        handle
            .createQuery(DagTable.LOCK)
            .bind("dag", dag)
            .map((row, context) -> new Current(row.getString("version"), row.getBoolean("present")))
            .findOne()
            .orElseThrow(
                () ->
                    NoSuchThing.of(
                        "DAG", dag, handle.createQuery(DagTable.IDS).mapTo(String.class).list()));
    if (!current.present()) {
      throw new NoSuchThing("the DAG '" + dag + "' is not loaded any more: restore its file");
    }
    return catalogue.get(handle, dag, current.version());
  }
}
