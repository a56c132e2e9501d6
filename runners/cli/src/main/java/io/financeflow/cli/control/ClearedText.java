package io.financeflow.cli.control;

import com.google.gson.JsonObject;
import io.financeflow.cli.config.Environment;
import io.financeflow.cli.output.OutputFlag;
import io.financeflow.orchestrator.control.Clearing;

/** What was cleared. */
final class ClearedText {

  private ClearedText() {}

  static void print(Environment environment, OutputFlag output, Clearing.Cleared cleared) {
    JsonObject json = new JsonObject();
    json.addProperty("execution", cleared.execution());
    json.addProperty("is_new", cleared.isNew());
    json.add("tasks", Shown.array(cleared.tasks()));
    output.print(
        environment.console().out(),
        json,
        () ->
            (cleared.isNew() ? "new execution " : "same execution ")
                + cleared.execution()
                + "; again: "
                + String.join(", ", cleared.tasks())
                + "\n");
  }
}
