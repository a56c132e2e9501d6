package io.financeflow.orchestrator.control;

import io.financeflow.orchestrator.run.NoSuchThing;
import io.financeflow.schema.run.ControlTable;
import io.financeflow.schema.run.DagTable;
import org.jdbi.v3.core.Handle;

/** Refuses names of what does not exist, with those that do. */
final class Names {

  private Names() {}

  static NoSuchThing noDag(Handle handle, String dag) {
    return NoSuchThing.of("DAG", dag, handle.createQuery(DagTable.IDS).mapTo(String.class).list());
  }

  static NoSuchThing noRun(Handle handle, String dag, String run) {
    return NoSuchThing.of(
        "run of " + dag,
        run,
        handle.createQuery(ControlTable.RUN_IDS).bind("dag", dag).mapTo(String.class).list());
  }
}
