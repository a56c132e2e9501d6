package io.financeflow.orchestrator.yaml;

import io.financeflow.orchestrator.dag.TaskKind;
import io.financeflow.orchestrator.dag.TaskKind.Approval.Unanswered;
import io.financeflow.orchestrator.dag.TaskKind.PipelineMode;
import io.financeflow.orchestrator.dag.Waiting;
import io.financeflow.orchestrator.timetable.DayTime;
import io.financeflow.orchestrator.timetable.Durations;
import io.financeflow.orchestrator.timetable.Exchange;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Reads the one field of a task that says what it does: {@code sql: {..}}. */
final class KindReader {

  private static final DayTime CLOSE =
      new DayTime(Exchange.NYSE, DayTime.Bell.CLOSE, Duration.ZERO);

  private static final Map<String, Function<Fields, TaskKind>> READERS = readers();

  private KindReader() {}

  /** All names of kinds. */
  static Set<String> names() {
    return READERS.keySet();
  }

  /** The kind of a task; notes a problem unless it has exactly one. */
  static TaskKind read(Fields task) {
    List<String> given = READERS.keySet().stream().filter(task::has).toList();
    if (given.size() != 1) {
      task.problems()
          .add(
              task.node(),
              "a task needs exactly one of the fields group, "
                  + String.join(", ", READERS.keySet())
                  + (given.isEmpty() ? "" : ", not " + given));
      return new TaskKind.Empty();
    }
    String name = given.get(0);
    Function<Fields, TaskKind> reader = READERS.getOrDefault(name, f -> new TaskKind.Empty());
    return task.fields(name)
        .map(
            fields -> {
              TaskKind kind = fields.make(new TaskKind.Empty(), () -> reader.apply(fields));
              fields.end();
              return kind;
            })
        .orElseGet(TaskKind.Empty::new);
  }

  private static Map<String, Function<Fields, TaskKind>> readers() {
    Map<String, Function<Fields, TaskKind>> readers = new LinkedHashMap<>();
    readers.put(
        "pipeline",
        f ->
            new TaskKind.Pipeline(
                f.required("name"), f.choice("run", PipelineMode.DIRECT), f.textMap("args")));
    readers.put("java", f -> new TaskKind.Java(f.required("name"), f.textMap("args")));
    readers.put("sql", f -> new TaskKind.Sql(f.required("connection"), f.required("statement")));
    readers.put("shell", f -> new TaskKind.Shell(f.texts("command"), f.textMap("env")));
    readers.put(
        "http_sensor",
        f ->
            new TaskKind.HttpSensor(
                f.required("url"), f.number("status", 200), f.text("contains", ""), waiting(f)));
    readers.put(
        "sql_sensor",
        f -> new TaskKind.SqlSensor(f.required("connection"), f.required("query"), waiting(f)));
    readers.put("calendar_sensor", KindReader::calendarSensor);
    readers.put("branch", KindReader::branch);
    readers.put("short_circuit", f -> new TaskKind.ShortCircuit(f.required("condition")));
    readers.put("approval", KindReader::approval);
    readers.put("empty", f -> new TaskKind.Empty());
    return readers;
  }

  private static TaskKind calendarSensor(Fields fields) {
    Exchange exchange = fields.choice("exchange", Exchange.NYSE);
    fields.required("until");
    return new TaskKind.CalendarSensor(
        fields.read("until", CLOSE, text -> DayTime.parse(exchange, text)));
  }

  private static TaskKind branch(Fields fields) {
    Map<String, Set<String>> cases = new LinkedHashMap<>();
    fields
        .fields("cases")
        .ifPresent(
            inner ->
                inner
                    .names()
                    .forEach(value -> cases.put(value, new TreeSet<>(inner.texts(value)))));
    return new TaskKind.Branch(
        fields.required("on"), cases, new TreeSet<>(fields.texts("otherwise")));
  }

  private static TaskKind approval(Fields fields) {
    return new TaskKind.Approval(
        fields.required("question"),
        fields.read("timeout", Duration.ofDays(1), Durations::parse),
        fields.choice("unanswered", Unanswered.FAIL));
  }

  private static Waiting waiting(Fields fields) {
    return new Waiting(
        fields.read("every", Waiting.USUAL.every(), Durations::parse),
        fields.read("timeout", Waiting.USUAL.timeout(), Durations::parse),
        fields.flag("skip_when_late"));
  }
}
