package io.financeflow.orchestrator.notify;

import io.financeflow.orchestrator.notify.Message.Line;
import io.financeflow.orchestrator.notify.Message.Text;
import io.financeflow.orchestrator.notify.RunEvent.Kind;
import io.financeflow.orchestrator.notify.RunEvent.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Events in words. */
final class Wording {
  /** Of more events a digest has the number only. */
  static final int MOST_LISTED = 50;

  private Wording() {}

  /** The message of one event. */
  static Message event(UUID id, RunEvent event) {
    Text text = new Text("FinanceFlow: " + headline(event), facts(event), blocks(event));
    return new Message(id, event.kind().text(), event.origin().at(), text, List.of(event));
  }

  /**
   * The message of several events that a rule's limit held back.
   *
   * @param events at least one
   */
  static Message digest(UUID id, String rule, List<RunEvent> events) {
    Map<String, Integer> counts = new TreeMap<>();
    events.forEach(event -> counts.merge(event.kind().text(), 1, Integer::sum));
    List<Line> facts = new ArrayList<>();
    facts.add(
        new Line("Rule", rule + ": more messages than its limit, so here is the rest in one"));
    counts.forEach((kind, count) -> facts.add(new Line(kind, String.valueOf(count))));
    List<String> lines = new ArrayList<>();
    events.stream().limit(MOST_LISTED).forEach(event -> lines.add(listed(event)));
    if (events.size() > MOST_LISTED) {
      lines.add("and " + (events.size() - MOST_LISTED) + " more: ./financeflow notifications list");
    }
    String subject =
        "FinanceFlow: %d more %s by rule %s"
            .formatted(events.size(), events.size() == 1 ? "event" : "events", rule);
    Text text = new Text(subject, facts, List.of(new Line("Events", String.join("\n", lines))));
    return new Message(id, "digest", events.get(0).origin().at(), text, events);
  }

  /** A message that says it is only a test. */
  static Message test(UUID id, String channel, Instant now) {
    Text text =
        new Text(
            "FinanceFlow: test of channel " + channel,
            List.of(new Line("Message", "This is a test: nothing happened, nothing is to be done")),
            List.of(new Line("Sent by", "./financeflow notifications test " + channel)));
    return new Message(id, "test", now, text, List.of());
  }

  /** {@code daily_market.ingest 2026-03-13 failed (attempt 3 of 3)}. */
  static String headline(RunEvent event) {
    Subject subject = event.subject();
    String dates = event.dates() == null ? subject.runId() : event.dates().toString();
    String attempt = subject.attempt() == 0 ? "" : " (attempt " + attempt(subject) + ")";
    return (name(subject) + " " + dates).strip() + " " + verb(event) + attempt;
  }

  private static String listed(RunEvent event) {
    String message = event.cause().message();
    return headline(event) + (message.isEmpty() ? "" : ": " + message);
  }

  private static String name(Subject subject) {
    String task = subject.taskId().isEmpty() ? "" : "." + subject.taskId();
    return subject.dagId() + task + (subject.mapIndex() < 0 ? "" : "[" + subject.mapIndex() + "]");
  }

  private static String attempt(Subject subject) {
    return subject.attempt() + " of " + Math.max(subject.attempt(), subject.maxAttempts());
  }

  private static String verb(RunEvent event) {
    return switch (event.kind()) {
      case TASK_FAILED, RUN_FAILED -> "failed";
      case TASK_RETRY -> "failed and is tried again";
      case RUN_SUCCEEDED -> "succeeded";
      case RUN_RECOVERED -> "succeeded again";
      case DEADLINE_MISSED -> "missed its deadline";
      case DAG_PAUSED -> "is paused";
      case APPROVAL_WANTED -> "waits for approval";
      case ASSET_RENEWED -> "renewed " + event.subject().item();
    };
  }

  private static List<Line> facts(RunEvent event) {
    Subject subject = event.subject();
    List<Line> facts = new ArrayList<>();
    add(facts, "Task", subject.taskId().isEmpty() ? "" : name(subject));
    add(facts, "DAG", subject.taskId().isEmpty() ? subject.dagId() : "");
    add(facts, "Run", subject.runId());
    add(facts, "Dates", event.dates() == null ? "" : event.dates().toString());
    add(facts, "Attempt", subject.attempt() == 0 ? "" : attempt(subject));
    add(facts, "Error", event.cause().errorClass());
    add(facts, "Message", event.cause().message());
    add(facts, "Host", event.origin().host());
    add(facts, "At", event.origin().at().toString());
    return facts;
  }

  private static List<Line> blocks(RunEvent event) {
    Subject subject = event.subject();
    List<Line> blocks = new ArrayList<>();
    add(blocks, "Detail", event.cause().detail().strip());
    String run = ShellWord.of(subject.dagId()) + " " + ShellWord.of(subject.runId());
    if (subject.attempt() > 0) {
      String task = ShellWord.of(subject.taskId());
      String index = subject.mapIndex() < 0 ? "" : " --map " + subject.mapIndex();
      add(
          blocks,
          "See the log",
          "./financeflow runs logs %s --task %s%s --attempt %d"
              .formatted(run, task, index, subject.attempt()));
    } else if (!subject.runId().isEmpty()) {
      add(blocks, "See the run", "./financeflow runs show " + run);
    }
    if (event.kind() == Kind.TASK_FAILED || event.kind() == Kind.RUN_FAILED) {
      add(blocks, "Run again", "./financeflow runs clear " + run);
    }
    if (event.kind() == Kind.DAG_PAUSED) {
      add(blocks, "Go on", "./financeflow dags unpause " + ShellWord.of(subject.dagId()));
    }
    return blocks;
  }

  private static void add(List<Line> lines, String label, String value) {
    if (!value.isEmpty()) {
      lines.add(new Line(label, value));
    }
  }
}
