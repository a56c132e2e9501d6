package io.financeflow.orchestrator.lineage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpServer;
import io.financeflow.orchestrator.catalogue.DagRegistry;
import io.financeflow.orchestrator.catalogue.LoadedDag;
import io.financeflow.orchestrator.dag.Dag;
import io.financeflow.orchestrator.dag.TaskKind;
import io.financeflow.orchestrator.engine.Scheduler;
import io.financeflow.orchestrator.engine.SchedulerSettings;
import io.financeflow.orchestrator.run.RunTrigger;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.PostgresExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgresExtension.class)
final class LineageEmitterTest {

  private static final Instant START = Instant.parse("2025-01-31T22:00:00Z");

  private final Database database;
  private final List<String> told = Collections.synchronizedList(new ArrayList<>());
  private LineageSink.Answer answer = LineageSink.Answer.TAKEN;

  LineageEmitterTest(Database database) {
    this.database = database;
  }

  private static Clock at(int second) {
    return Clock.fixed(START.plusSeconds(second), ZoneOffset.UTC);
  }

  private LineageEmitter emitter(int second) {
    return new LineageEmitter(database.jdbi(), at(second), this::hear);
  }

  private LineageSink.Answer hear(String event) {
    if (answer == LineageSink.Answer.TAKEN) {
      told.add(event);
    }
    return answer;
  }

  /** {@code type job outputs} of what was told since the last question. */
  private List<String> told() {
    List<String> texts =
        told.stream()
            .map(text -> JsonParser.parseString(text).getAsJsonObject())
            .map(LineageEmitterTest::text)
            .toList();
    told.clear();
    return texts;
  }

  private static String text(JsonObject event) {
    return event.get("eventType").getAsString()
        + " "
        + event.getAsJsonObject("job").get("name").getAsString()
        + " "
        + event.getAsJsonArray("outputs").asList().stream()
            .map(output -> output.getAsJsonObject().get("name").getAsString())
            .toList();
  }

  private void execute(String sql, Object... values) {
    database.jdbi().useHandle(handle -> handle.execute(sql, values));
  }

  /** A run of two independent tasks, both queued. */
  @BeforeEach
  void startARun() {
    TaskKind kind = new TaskKind.Java("any", Map.of());
    Dag dag =
        Dag.builder("daily")
            .task("load", kind, t -> t.renews("bars", "averages"))
            .task("report", kind)
            .build();
    new DagRegistry(database.jdbi(), at(0)).load(List.of(new LoadedDag(dag, "test")), List.of());
    new RunTrigger(database.jdbi(), at(0))
        .trigger(new RunTrigger.Request("daily", START, Map.of(), "test", ""));
    try (Scheduler scheduler =
        new Scheduler(
            database,
            at(0),
            new SchedulerSettings(Duration.ofSeconds(6), Duration.ofMillis(200)))) {
      while (scheduler.pass()) {
        // Until nothing is left to do.
      }
    }
  }

  private void begin(String task, int second) {
    execute(
        "UPDATE task_instances SET state = 'RUNNING', token = gen_random_uuid(),"
            + " process_id = gen_random_uuid(), started_at = ?::timestamptz WHERE task_id = ?",
        START.plusSeconds(second).toString(),
        task);
  }

  private void end(String task, String outcome, int second) {
    execute(
        "INSERT INTO attempts (ended_at, instance_id, execution_id, dag_id, task_id, map_index,"
            + " number, token, process_id, worker, pool, slots, scheduled_at, queued_at,"
            + " started_at, outcome, message, detail) SELECT ?::timestamptz, instance_id,"
            + " execution_id, dag_id, task_id, map_index, attempt, token, process_id, 'here', pool,"
            + " slots, scheduled_at, queued_at, started_at, ?, 'no bars', 'at line 7'"
            + " FROM task_instances WHERE task_id = ?",
        START.plusSeconds(second).toString(),
        outcome,
        task);
    execute(
        "UPDATE task_instances SET state = 'UP_FOR_RESCHEDULE', token = NULL, process_id = NULL"
            + " WHERE task_id = ?",
        task);
  }

  private void endRun(String state, int second) {
    execute(
        "UPDATE executions SET state = ?, reason = 'load failed', ended_at = ?::timestamptz",
        state,
        START.plusSeconds(second).toString());
  }

  @Test
  void everyStartAndEndIsToldOnce() {
    assertThat(emitter(1).pass()).isEqualTo(1);
    assertThat(told()).containsExactly("START daily []");
    begin("load", 2);
    assertThat(emitter(3).pass()).isEqualTo(1);
    assertThat(told()).containsExactly("START daily.load []");
    end("load", "DONE", 4);
    begin("report", 5);
    end("report", "SKIPPED", 6);
    endRun("SUCCESS", 7);
    assertThat(emitter(8).pass()).isEqualTo(4);
    assertThat(told())
        .containsExactly(
            "COMPLETE daily.load [averages, bars]",
            "START daily.report []",
            "COMPLETE daily.report []",
            "COMPLETE daily []");
    assertThat(emitter(9).pass()).isZero();
    assertThat(emitter(500).pass()).isZero();
    assertThat(emitter(501).pass()).isZero();
    assertThat(told()).isEmpty();
  }

  @Test
  void looksOfOneAttemptAreOneRun() {
    begin("load", 2);
    end("load", "NOT_YET", 3);
    emitter(4).pass();
    assertThat(told()).containsExactly("START daily []", "START daily.load []");
    begin("load", 500);
    assertThat(emitter(501).pass()).isZero();
    end("load", "DONE", 900);
    assertThat(emitter(901).pass()).isEqualTo(1);
    assertThat(told()).containsExactly("COMPLETE daily.load [averages, bars]");
  }

  @Test
  void eventHasItsFacets() {
    emitter(1).pass();
    begin("load", 2);
    end("load", "FAILED", 3);
    emitter(4).pass();

    JsonObject run = JsonParser.parseString(told.get(0)).getAsJsonObject();
    JsonObject failed = JsonParser.parseString(told.get(2)).getAsJsonObject();
    String runId = run.getAsJsonObject("run").get("runId").getAsString();
    String taskId = failed.getAsJsonObject("run").get("runId").getAsString();
    assertThat(runId).isNotEqualTo(taskId).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    String spec = "https://openlineage.io/spec/";
    String producer = "\"_producer\":\"urn:financeflow:orchestrator\",";
    assertThat(failed.toString())
        .isEqualTo(
            "{\"eventTime\":\"2025-01-31T22:00:03Z\",\"producer\":\"urn:financeflow:orchestrator\","
                + "\"schemaURL\":\""
                + spec
                + "2-0-2/OpenLineage.json#/$defs/RunEvent\",\"eventType\":\"FAIL\","
                + "\"run\":{\"runId\":\""
                + taskId
                + "\",\"facets\":{\"nominalTime\":{"
                + producer
                + "\"_schemaURL\":\""
                + spec
                + "facets/1-0-1/NominalTimeRunFacet.json#/$defs/NominalTimeRunFacet\","
                + "\"nominalStartTime\":\"2025-01-31T22:00:00Z\","
                + "\"nominalEndTime\":\"2025-01-31T22:00:00Z\"},\"parent\":{"
                + producer
                + "\"_schemaURL\":\""
                + spec
                + "facets/1-2-0/ParentRunFacet.json#/$defs/ParentRunFacet\",\"run\":{\"runId\":\""
                + runId
                + "\"},\"job\":{\"namespace\":\"financeflow\",\"name\":\"daily\"}},"
                + "\"errorMessage\":{"
                + producer
                + "\"_schemaURL\":\""
                + spec
                + "facets/1-0-1/ErrorMessageRunFacet.json#/$defs/ErrorMessageRunFacet\","
                + "\"message\":\"no bars\",\"programmingLanguage\":\"JAVA\","
                + "\"stackTrace\":\"at line 7\"}}},"
                + "\"job\":{\"namespace\":\"financeflow\",\"name\":\"daily.load\"},"
                + "\"inputs\":[],\"outputs\":[]}");
  }

  @Test
  void whatCannotBeToldWaitsAndWhatIsRefusedDoesNot() {
    answer = LineageSink.Answer.LATER;
    assertThat(emitter(1).pass()).isZero();
    begin("load", 2);
    answer = LineageSink.Answer.TAKEN;
    assertThat(emitter(700).pass()).isEqualTo(2);
    assertThat(told()).containsExactly("START daily []", "START daily.load []");
    end("load", "DONE", 701);
    answer = LineageSink.Answer.REFUSED;
    assertThat(emitter(702).pass()).isEqualTo(1);
    answer = LineageSink.Answer.TAKEN;
    assertThat(emitter(703).pass()).isZero();
  }

  @Test
  void oneProcessTellsAtATime() {
    emitter(1).pass();
    told();
    endRun("FAILED", 2);
    LineageEmitter other = emitter(3);
    List<Integer> others = new ArrayList<>();
    LineageSink.Answer taken = LineageSink.Answer.TAKEN;
    LineageEmitter first =
        new LineageEmitter(
            database.jdbi(),
            at(3),
            event -> {
              // On another thread, as Jdbi goes on with the connection of this one.
              others.add(CompletableFuture.supplyAsync(other::pass).join());
              return taken;
            });
    assertThat(first.pass()).isEqualTo(1);
    assertThat(others).containsExactly(0);
    assertThat(told()).isEmpty();
  }

  @Test
  void ledgerForgetsWhatIsOver() {
    begin("load", 2);
    end("load", "DONE", 3);
    emitter(4).pass();
    emitter(500).pass();
    assertThat(ledger()).isEqualTo(3);
    endRun("SUCCESS", 501);
    emitter(502).pass();
    assertThat(ledger()).isEqualTo(4);
    emitter(900).pass();
    emitter(901).pass();
    assertThat(ledger()).isZero();
  }

  private int ledger() {
    return database
        .jdbi()
        .withHandle(
            h -> h.createQuery("SELECT count(*) FROM lineage_sent").mapTo(Integer.class).one());
  }

  @Test
  void serviceIsPostedTo() throws IOException {
    AtomicInteger status = new AtomicInteger(201);
    List<String> heard = Collections.synchronizedList(new ArrayList<>());
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            heard.add(
                exchange.getRequestURI()
                    + " "
                    + exchange.getRequestHeaders().getFirst("Authorization")
                    + " "
                    + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            exchange.sendResponseHeaders(status.get(), -1);
          }
        });
    server.start();
    try {
      URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
      LineageService service = new LineageService(base, "key");
      assertThat(service.send("{}")).isEqualTo(LineageSink.Answer.TAKEN);
      assertThat(heard).containsExactly("/api/v1/lineage Bearer key {}");
      status.set(422);
      assertThat(service.send("{}")).isEqualTo(LineageSink.Answer.REFUSED);
      for (int later : List.of(401, 429, 503)) {
        status.set(later);
        assertThat(service.send("{}")).isEqualTo(LineageSink.Answer.LATER);
      }
      server.stop(0);
      assertThat(service.send("{}")).isEqualTo(LineageSink.Answer.LATER);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void sinkIsChosenByItsAddress() {
    assertThat(LineageSink.at("file:///tmp/lineage.jsonl", ""))
        .isEqualTo(new LineageFile(Path.of("/tmp/lineage.jsonl")));
    assertThat(LineageSink.at("http://localhost:5000", "")).isInstanceOf(LineageService.class);
    assertThatThrownBy(() -> LineageSink.at("ftp://x", ""))
        .hasMessage("a lineage service is at an http or https address, not ftp://x");
  }

  @Test
  void fileGetsALineEach(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("lineage.jsonl");
    LineageFile sink = new LineageFile(file);
    assertThat(sink.send("{\"a\":1}")).isEqualTo(LineageSink.Answer.TAKEN);
    assertThat(sink.send("{\"a\":2}")).isEqualTo(LineageSink.Answer.TAKEN);
    assertThat(Files.readString(file, UTF_8)).isEqualTo("{\"a\":1}\n{\"a\":2}\n");
    assertThat(new LineageFile(folder).send("{}")).isEqualTo(LineageSink.Answer.LATER);
  }
}
