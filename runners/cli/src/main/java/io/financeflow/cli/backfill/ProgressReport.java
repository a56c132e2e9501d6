package io.financeflow.cli.backfill;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.financeflow.cli.output.Listing;
import io.financeflow.cli.output.TextTable;
import io.financeflow.orchestrator.backfill.Backfill;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far backfills are, for people and programs. */
final class ProgressReport {

  private ProgressReport() {}

  /** One row each. */
  static Listing list(List<Backfill> backfills) {
    Listing listing =
        Listing.of(
                "name",
                "dag",
                "state",
                "from",
                "to",
                "queued",
                "running",
                "success",
                "failed",
                "after",
                "estimated_finish",
                "asked_by",
                "created_at")
            .ifEmpty("no backfills: see ./financeflow backfill-runs create --help");
    backfills.forEach(backfill -> listing.row(cells(backfill)));
    return listing;
  }

  private static @Nullable Object[] cells(Backfill backfill) {
    Backfill.Progress progress = backfill.progress();
    Backfill.Life life = backfill.life();
    return new @Nullable Object[] {
      backfill.name(),
      backfill.dag(),
      backfill.state().text(),
      backfill.dates().map(dates -> (Object) dates.from()).orElse(null),
      backfill.dates().map(dates -> (Object) dates.to()).orElse(null),
      progress.queued(),
      progress.running(),
      progress.success(),
      progress.failed(),
      life.after().isEmpty() ? null : life.after(),
      life.estimatedFinish().orElse(null),
      life.askedBy(),
      life.createdAt()
    };
  }

  /** One backfill with everything that was asked for, and its runs. */
  static JsonObject json(Backfill backfill, List<Backfill.Part> parts) {
    JsonObject object = list(List.of(backfill)).json().get(0).getAsJsonObject();
    object.addProperty("ended_at", text(backfill.life().endedAt()));
    object.addProperty("backwards", backfill.pace().backwards());
    object.addProperty("reprocess", backfill.content().reprocess().text());
    object.addProperty("merge", backfill.content().merge());
    object.addProperty("max_active_runs", backfill.pace().maxActiveRuns());
    object.addProperty("share", backfill.pace().share());
    JsonArray tasks = new JsonArray();
    backfill.content().tasks().forEach(tasks::add);
    object.add("tasks", tasks);
    JsonObject params = new JsonObject();
    backfill.content().params().forEach(params::add);
    object.add("params", params);
    object.add("runs", runs(parts).json());
    return object;
  }

  /** The same for people: the runs only if asked. */
  static String text(Backfill backfill, List<Backfill.Part> parts, boolean withRuns) {
    JsonObject object = json(backfill, List.of());
    object.remove("runs");
    StringBuilder text = new StringBuilder();
    TextTable table = new TextTable("backfill", backfill.name());
    object.entrySet().stream()
        .filter(member -> !member.getValue().isJsonNull() && !member.getKey().equals("name"))
        .forEach(member -> table.row(member.getKey(), plain(member.getValue())));
    text.append(table);
    if (backfill.life().waits()) {
      text.append("waits until " + backfill.life().after() + " is over\n");
    }
    if (withRuns) {
      text.append('\n').append(runs(parts).text(Listing.Form.table));
    }
    return text.toString();
  }

  private static String plain(JsonElement value) {
    return value.isJsonPrimitive() ? value.getAsString() : value.toString();
  }

  private static Listing runs(List<Backfill.Part> parts) {
    Listing listing = Listing.of("run", "from", "to", "state", "started_at", "seconds", "reason");
    for (Backfill.Part part : parts) {
      listing.row(
          part.execution(),
          part.dates().from(),
          part.dates().to(),
          part.state(),
          part.startedAt().orElse(null),
          seconds(part),
          part.reason().isEmpty() ? null : part.reason());
    }
    return listing;
  }

  private static @Nullable Long seconds(Backfill.Part part) {
    return part.startedAt()
        .flatMap(start -> part.endedAt().map(end -> Duration.between(start, end).toSeconds()))
        .orElse(null);
  }

  private static @Nullable String text(Optional<Instant> time) {
    return time.map(Instant::toString).orElse(null);
  }
}
