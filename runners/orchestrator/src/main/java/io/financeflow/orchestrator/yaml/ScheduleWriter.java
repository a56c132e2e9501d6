package io.financeflow.orchestrator.yaml;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.financeflow.orchestrator.policy.Deadline;
import io.financeflow.orchestrator.timetable.AssetExpression;
import io.financeflow.orchestrator.timetable.Durations;
import io.financeflow.orchestrator.timetable.Schedule;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/** Writes what {@link ScheduleReader} reads. */
final class ScheduleWriter {

  private ScheduleWriter() {}

  static JsonElement schedule(Schedule schedule) {
    Json json = new Json();
    if (schedule instanceof Schedule.Cron cron) {
      json.text("cron", cron.expression())
          .text("zone", cron.zone().getId())
          .word("ticks", cron.ticks(), Schedule.Ticks.INTERVAL);
    } else if (schedule instanceof Schedule.Every every) {
      json.text("every", Durations.text(every.every())).text("from", every.anchor().toString());
    } else if (schedule instanceof Schedule.Sessions sessions) {
      json.text("sessions", Json.word(sessions.at().exchange()))
          .text("at", sessions.at().text())
          .number("session_of_month", sessions.ofMonth(), 0);
    } else if (schedule instanceof Schedule.Dates dates) {
      json.texts("dates", dates.times().stream().map(LocalDateTime::toString).toList())
          .text("zone", dates.zone().getId());
    } else if (schedule instanceof Schedule.Assets assets) {
      json.put("assets", assets(assets.condition()));
    } else {
      return new JsonPrimitive("manual");
    }
    return json.build();
  }

  private static JsonElement assets(AssetExpression expression) {
    if (expression instanceof AssetExpression.All all) {
      return new Json().put("all", parts(all.of())).build();
    }
    if (expression instanceof AssetExpression.Any any) {
      return new Json().put("any", parts(any.of())).build();
    }
    return new JsonPrimitive(((AssetExpression.Asset) expression).name());
  }

  private static JsonElement parts(List<AssetExpression> parts) {
    return Json.array(parts.stream().map(ScheduleWriter::assets).toList());
  }

  static List<JsonObject> deadlines(List<Deadline> deadlines) {
    List<JsonObject> written = new ArrayList<>();
    for (Deadline deadline : deadlines) {
      Json json = new Json();
      if (deadline instanceof Deadline.AfterSchedule schedule) {
        json.text("after_schedule", Durations.text(schedule.within()));
      } else if (deadline instanceof Deadline.AfterStart start) {
        json.text("after_start", Durations.text(start.within()));
      } else if (deadline instanceof Deadline.ByDayTime day) {
        json.text("by", day.time().text()).text("exchange", Json.word(day.time().exchange()));
      }
      written.add(json.build());
    }
    return written;
  }
}
