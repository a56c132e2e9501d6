package io.financeflow.cli.backfill;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.financeflow.cli.output.Listing;
import io.financeflow.cli.output.TextTable;
import io.financeflow.orchestrator.backfill.BackfillPlan;
import io.financeflow.orchestrator.timetable.Slot;
import java.util.Map;
import java.util.TreeMap;

/** A backfill that was created, or would be, for people and programs. */
final class PlanReport {
  private final BackfillPlan plan;
  private final boolean dryRun;

  PlanReport(BackfillPlan plan, boolean dryRun) {
    this.plan = plan;
    this.dryRun = dryRun;
  }

  /** One object; those downstream are in it. */
  JsonObject json() {
    JsonObject object = json(plan);
    JsonArray after = new JsonArray();
    plan.after().forEach(next -> after.add(json(next)));
    object.add("downstream", after);
    object.addProperty("dry_run", dryRun);
    return object;
  }

  private static JsonObject json(BackfillPlan plan) {
    Listing runs = Listing.of("run_id", "from", "to", "slots", "again");
    for (BackfillPlan.PlannedRun run : plan.runs()) {
      Slot slot = run.slot();
      runs.row(
          run.runId(),
          slot.dates().from(),
          slot.dates().to(),
          run.covers().size(),
          run.runKey().isPresent());
    }
    Listing skipped = Listing.of("logical_date", "from", "to", "reason");
    for (BackfillPlan.SkippedSlot each : plan.skipped()) {
      Slot slot = each.slot();
      skipped.row(slot.logicalDate(), slot.dates().from(), slot.dates().to(), each.reason());
    }
    JsonObject object = new JsonObject();
    object.addProperty("name", plan.name());
    object.addProperty("dag", plan.dag());
    object.add("runs", runs.json());
    object.add("skipped", skipped.json());
    object.add(
        "estimated_finish",
        plan.estimatedFinish().isPresent()
            ? new JsonPrimitive(plan.estimatedFinish().get().toString())
            : JsonNull.INSTANCE);
    return object;
  }

  /** Of a dry run every slot, otherwise only the sums. */
  String text() {
    StringBuilder text = new StringBuilder();
    if (dryRun) {
      text.append(slots());
    }
    if (!plan.runs().isEmpty()) {
      text.append(sum(plan));
    }
    plan.after().forEach(next -> text.append(sum(next)));
    Map<String, Integer> reasons = new TreeMap<>();
    plan.skipped().forEach(slot -> reasons.merge(slot.reason(), 1, Integer::sum));
    reasons.forEach((reason, slots) -> text.append("skipped " + slots + ": " + reason + "\n"));
    if (plan.runs().isEmpty()) {
      text.append("nothing to do: every slot is skipped\n");
    }
    return text.toString();
  }

  private String slots() {
    TextTable table = new TextTable("backfill", "run", "from", "to", "slots", "what");
    add(table, plan);
    plan.after().forEach(next -> add(table, next));
    for (BackfillPlan.SkippedSlot each : plan.skipped()) {
      Slot slot = each.slot();
      table.row(
          plan.name(), "", slot.dates().from(), slot.dates().to(), 1, "skipped: " + each.reason());
    }
    return table.toString();
  }

  private static void add(TextTable table, BackfillPlan plan) {
    for (BackfillPlan.PlannedRun run : plan.runs()) {
      Slot slot = run.slot();
      table.row(
          plan.name(),
          run.runId(),
          slot.dates().from(),
          slot.dates().to(),
          run.covers().isEmpty() ? "" : run.covers().size(),
          run.runKey().isPresent() ? "again" : "new");
    }
  }

  private String sum(BackfillPlan each) {
    return "%s %s: %d runs of %s, estimated finish %s%n"
        .formatted(
            dryRun ? "would create" : "created",
            each.name(),
            each.runs().size(),
            each.dag(),
            each.estimatedFinish().map(Object::toString).orElse("unknown: none has run yet"));
  }
}
