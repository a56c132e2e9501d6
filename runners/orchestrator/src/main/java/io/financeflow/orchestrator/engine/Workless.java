package io.financeflow.orchestrator.engine;

import io.financeflow.orchestrator.dag.TaskKind;
import io.financeflow.orchestrator.state.TaskState;
import io.financeflow.orchestrator.template.Template;
import io.financeflow.orchestrator.template.Values;
import io.financeflow.orchestrator.timetable.DayTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import java.util.function.Supplier;

/** Carries out the tasks that need no worker. */
final class Workless {

  private Workless() {}

  /**
   * What becomes of such a task when its turn has come.
   *
   * @param after the tasks directly after it
   * @throws IllegalArgumentException when a template has no value or not the wanted one
   */
  static Change decide(
      TaskKind kind, Set<String> after, RunFacts facts, Supplier<Values> values, Instant now) {
    if (kind instanceof TaskKind.Empty) {
      return Change.to(TaskState.SUCCESS, "");
    }
    if (kind instanceof TaskKind.Branch branch) {
      String value = render(branch.on(), values);
      return Change.choose(branch.chosen(value), "on '" + value + "'");
    }
    if (kind instanceof TaskKind.ShortCircuit circuit) {
      boolean holds = condition(render(circuit.condition(), values));
      return Change.choose(
          holds ? after : Set.of(), holds ? "" : "open: everything after it is skipped");
    }
    if (kind instanceof TaskKind.Approval approval) {
      return Change.ask(render(approval.question(), values), now.plus(approval.timeout()));
    }
    if (kind instanceof TaskKind.CalendarSensor sensor) {
      return wait(sensor.until(), facts.date(), now);
    }
    throw new IllegalArgumentException(kind + " needs a worker");
  }

  private static String render(String template, Supplier<Values> values) {
    return Template.parse(template).render(values.get());
  }

  private static boolean condition(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException(
          "the condition must render to true or false but gave '" + text + "'");
    }
    return text.equals("true");
  }

  private static Change wait(DayTime until, LocalDate date, Instant now) {
    if (!until.exchange().calendar().isSession(date)) {
      return Change.to(TaskState.SKIPPED, date + " is not a session");
    }
    Instant at = until.of(date);
    return at.isAfter(now)
        ? Change.wait(TaskState.DEFERRED, "until " + until.text(), at)
        : Change.to(TaskState.SUCCESS, "");
  }
}
