package io.financeflow.orchestrator.yaml;

import io.financeflow.orchestrator.policy.Deadline;
import io.financeflow.orchestrator.timetable.AssetExpression;
import io.financeflow.orchestrator.timetable.DayTime;
import io.financeflow.orchestrator.timetable.Durations;
import io.financeflow.orchestrator.timetable.Exchange;
import io.financeflow.orchestrator.timetable.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads {@code schedule} and {@code deadlines}. */
final class ScheduleReader {

  private static final Schedule MANUAL = new Schedule.Manual();
  private static final DayTime AT_CLOSE =
      new DayTime(Exchange.NYSE, DayTime.Bell.CLOSE, Duration.ZERO);

  private final Problems problems;

  ScheduleReader(Problems problems) {
    this.problems = problems;
  }

  Schedule schedule(Node node) {
    if (node instanceof ScalarNode scalar) {
      if (!scalar.getValue().equals("manual")) {
        problems.add(
            node,
            "a schedule is 'manual' or one of the fields cron, every, sessions, "
                + "dates, assets, not '"
                + scalar.getValue()
                + "'");
      }
      return MANUAL;
    }
    Fields fields = Fields.of(node, problems);
    Schedule schedule = fields.make(MANUAL, () -> named(fields));
    fields.end();
    return schedule;
  }

  private Schedule named(Fields fields) {
    if (fields.has("cron")) {
      String cron = fields.required("cron");
      ZoneId zone = zone(fields);
      return new Schedule.Cron(cron, zone, fields.choice("ticks", Schedule.Ticks.INTERVAL));
    }
    if (fields.has("every")) {
      Duration every = fields.read("every", Duration.ofDays(1), Durations::parse);
      return new Schedule.Every(every, fields.read("from", Instant.EPOCH, Scalars::instant));
    }
    if (fields.has("sessions")) {
      Exchange exchange = fields.choice("sessions", Exchange.NYSE);
      DayTime at = fields.read("at", AT_CLOSE, text -> DayTime.parse(exchange, text));
      return new Schedule.Sessions(at, fields.number("session_of_month", 0));
    }
    return listed(fields);
  }

  private Schedule listed(Fields fields) {
    if (fields.has("dates")) {
      List<LocalDateTime> times = new ArrayList<>();
      for (String text : fields.texts("dates")) {
        times.add(Scalars.time(text));
      }
      return new Schedule.Dates(times, zone(fields));
    }
    if (fields.has("assets")) {
      return fields
          .value("assets")
          .flatMap(this::assets)
          .<Schedule>map(Schedule.Assets::new)
          .orElse(MANUAL);
    }
    throw new IllegalArgumentException(
        "a schedule needs one of the fields cron, every, sessions, dates, assets");
  }

  private static ZoneId zone(Fields fields) {
    return fields.read("zone", ZoneOffset.UTC, Scalars::zone);
  }

  /** A name, {@code {all: [..]}} or {@code {any: [..]}}. */
  private Optional<AssetExpression> assets(Node node) {
    if (node instanceof ScalarNode name) {
      return Optional.of(new AssetExpression.Asset(name.getValue()));
    }
    if (node instanceof MappingNode mapping && mapping.getValue().size() == 1) {
      NodeTuple only = mapping.getValue().get(0);
      String word = only.getKeyNode() instanceof ScalarNode key ? key.getValue() : "";
      if (word.equals("all") || word.equals("any")) {
        List<AssetExpression> parts = new ArrayList<>();
        Scalars.items(only.getValueNode(), problems)
            .forEach(item -> assets(item).ifPresent(parts::add));
        return Optional.of(
            word.equals("all") ? new AssetExpression.All(parts) : new AssetExpression.Any(parts));
      }
    }
    problems.add(node, "assets are a name, {all: [a, b]} or {any: [a, b]}");
    return Optional.empty();
  }

  List<Deadline> deadlines(Fields owner) {
    List<Deadline> deadlines = new ArrayList<>();
    for (Node node :
        owner.value("deadlines").map(n -> Scalars.items(n, problems)).orElse(List.of())) {
      Fields fields = Fields.of(node, problems);
      fields.make(Optional.<Deadline>empty(), () -> deadline(fields)).ifPresent(deadlines::add);
      fields.end();
    }
    return deadlines;
  }

  private static Optional<Deadline> deadline(Fields fields) {
    if (fields.has("after_schedule")) {
      return Optional.of(new Deadline.AfterSchedule(length(fields, "after_schedule")));
    }
    if (fields.has("after_start")) {
      return Optional.of(new Deadline.AfterStart(length(fields, "after_start")));
    }
    if (fields.has("by")) {
      Exchange exchange = fields.choice("exchange", Exchange.NYSE);
      return Optional.of(
          new Deadline.ByDayTime(
              fields.read("by", AT_CLOSE, text -> DayTime.parse(exchange, text))));
    }
    throw new IllegalArgumentException(
        "a deadline needs one of the fields after_schedule, after_start, by");
  }

  private static Duration length(Fields fields, String name) {
    return fields.read(name, Duration.ofHours(1), Durations::parse);
  }
}
