package io.financeflow.orchestrator.run;

import com.google.gson.JsonObject;
import io.financeflow.orchestrator.timetable.Slot;
import java.time.Instant;
import java.util.List;

/**
 * A run to be created.
 *
 * @param runId unique in its DAG
 * @param slot several slots merged, or one
 * @param covers the logical dates of the slots it stands for; empty when it is about none of the
 *     timetable's
 * @param params the value of every parameter
 */
public record NewRun(String runId, Slot slot, List<Instant> covers, JsonObject params) {

  /** Keeps copies. */
  public NewRun {
    covers = List.copyOf(covers);
    params = params.deepCopy();
  }

  /** {@code scheduled__2024-01-05T21:45:00Z}: the usual id of a run. */
  public static String id(String prefix, Slot slot) {
    return prefix + "__" + slot.logicalDate();
  }
}
