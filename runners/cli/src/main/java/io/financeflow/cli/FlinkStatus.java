package io.financeflow.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.financeflow.cli.flink.FlinkRest;
import io.financeflow.cli.output.TextTable;
import java.io.PrintStream;
import java.util.List;

/** What {@code flink status} says of a cluster. */
final class FlinkStatus {
  private FlinkStatus() {}

  static void print(FlinkRest rest, PrintStream out) {
    FlinkRest.Overview overview = rest.overview();
    out.println("job manager    " + rest.address().url());
    out.println("task managers  " + overview.taskManagers());
    out.printf("slots          %d, %d free%n", overview.slots(), overview.freeSlots());
    List<FlinkRest.Job> jobs = rest.jobs();
    out.println("jobs           " + (jobs.isEmpty() ? "none" : jobs.size()));
    if (!jobs.isEmpty()) {
      TextTable table = new TextTable("job", "state", "name");
      jobs.forEach(job -> table.row(job.id(), job.state(), job.name()));
      out.println();
      out.print(table);
    }
  }

  static JsonObject json(FlinkRest rest) {
    FlinkRest.Overview overview = rest.overview();
    JsonObject status = new JsonObject();
    status.addProperty("running", true);
    status.addProperty("url", rest.address().url().toString());
    status.addProperty("task_managers", overview.taskManagers());
    status.addProperty("slots", overview.slots());
    status.addProperty("free_slots", overview.freeSlots());
    JsonArray jobs = new JsonArray();
    for (FlinkRest.Job each : rest.jobs()) {
      JsonObject job = new JsonObject();
      job.addProperty("job_id", each.id());
      job.addProperty("state", each.state());
      job.addProperty("name", each.name());
      jobs.add(job);
    }
    status.add("jobs", jobs);
    return status;
  }
}
