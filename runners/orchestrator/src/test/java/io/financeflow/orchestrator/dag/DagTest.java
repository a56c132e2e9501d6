package io.financeflow.orchestrator.dag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DagTest {

  private static final TaskKind EMPTY = new TaskKind.Empty();

  @Test
  void randomGraphsAreRefusedExactlyWhenTheyHaveACycle() {
    Random random = new Random(5);
    int cyclic = 0;
    for (int round = 0; round < 2000; round++) {
      int size = 1 + random.nextInt(6);
      DagBuilder builder = Dag.builder("d");
      Map<String, Set<String>> edges = new HashMap<>();
      for (int i = 0; i < size; i++) {
        Set<String> after = new TreeSet<>();
        for (int j = 0; j < size; j++) {
          if (random.nextInt(size * 2) == 0) {
            after.add("t" + j);
          }
        }
        edges.put("t" + i, after);
        builder.task("t" + i, EMPTY, after.toArray(String[]::new));
      }
      if (hasCycle(edges)) {
        cyclic++;
        InvalidDag error = catchThrowableOfType(InvalidDag.class, builder::build);
        assertIsCycle(error.problems().get(0).message(), edges);
      } else {
        List<String> order = builder.build().order();
        assertThat(order).hasSize(size);
        edges.forEach(
            (task, before) ->
                assertThat(order.subList(0, order.indexOf(task))).containsAll(before));
      }
    }
    assertThat(cyclic).isBetween(300, 1700);
  }

  /** A task that can be removed comes after none that is left. */
  private static boolean hasCycle(Map<String, Set<String>> edges) {
    Set<String> left = new TreeSet<>(edges.keySet());
    boolean removed = true;
    while (removed) {
      Set<String> now = Set.copyOf(left);
      removed =
          left.removeIf(
              task -> edges.getOrDefault(task, Set.of()).stream().noneMatch(now::contains));
    }
    return !left.isEmpty();
  }

  private static void assertIsCycle(String message, Map<String, Set<String>> edges) {
    assertThat(message).startsWith("comes after itself: ");
    String[] cycle = message.substring(message.indexOf(": ") + 2).split(" -> ", -1);
    assertThat(cycle.length).isGreaterThan(1);
    assertThat(cycle[0]).isEqualTo(cycle[cycle.length - 1]);
    for (int i = 1; i < cycle.length; i++) {
      assertThat(edges.get(cycle[i])).contains(cycle[i - 1]);
    }
  }

  @Test
  void aChainOfThousandsOfTasksIsHandled() {
    DagBuilder builder = Dag.builder("chain").task("t0000", EMPTY);
    for (int i = 1; i < 3000; i++) {
      builder.task("t%04d".formatted(i), EMPTY, "t%04d".formatted(i - 1));
    }
    Dag dag = builder.build();

    assertThat(dag.order()).hasSize(3000).isSorted();
    assertThat(dag.priorities()).containsEntry("t0000", 3000).containsEntry("t2999", 1);
  }

  @Test
  void groupsBecomeLongNamesAndTheirEndsAreWaitedFor() {
    Dag dag =
        Dag.builder("d")
            .task("start", EMPTY)
            .group(
                "load",
                Set.of("start"),
                load ->
                    load.task("bars", EMPTY)
                        .task("splits", EMPTY)
                        .group(
                            "check",
                            Set.of("bars"),
                            check -> check.task("a", EMPTY).task("b", EMPTY, "a"))
                        .task("all", EMPTY, "check", "splits"))
            .task("end", EMPTY, "load")
            .build();

    assertThat(dag.order())
        .containsExactly(
            "start", "load.bars", "load.check.a", "load.check.b", "load.splits", "load.all", "end");
    assertThat(dag.task("load.check.a").orElseThrow().after()).containsExactly("load.bars");
    assertThat(dag.task("load.all").orElseThrow().after())
        .containsExactly("load.check.b", "load.splits");
    assertThat(dag.task("load.splits").orElseThrow().after()).containsExactly("start");
    assertThat(dag.task("end").orElseThrow().after()).containsExactly("load.all");
    assertThat(dag.task("load.check.a").orElseThrow().group()).isEqualTo("load.check");
  }

  @Test
  void decidingTasksAreLeavesWithoutTeardowns() {
    DagBuilder builder =
        Dag.builder("d")
            .task("make", EMPTY, TaskBuilder::setup)
            .task("work", EMPTY, "make")
            .task("side", EMPTY, "make")
            .task("more", EMPTY, "work")
            .task("drop", EMPTY, task -> task.after("make", "more").teardown());

    assertThat(builder.build().deciding()).containsExactly("more", "side");
  }

  @Test
  void everythingWrongIsTold() {
    DagBuilder builder =
        Dag.builder("bad id")
            .task("a", EMPTY, "b")
            .task("a", EMPTY)
            .task("x y", EMPTY)
            .task("m", EMPTY, task -> task.overOutput("q", "days"))
            .task("br", new TaskKind.Branch("{{ ds }}", Map.of("v", Set.of("a")), Set.of()));

    InvalidDag error = catchThrowableOfType(InvalidDag.class, builder::build);

    assertThat(error.problems())
        .extracting(DagProblem::toString)
        .containsExactly(
            "the id must be 1 to 100 letters, digits, _ or - but was 'bad id'",
            "task 'a': there are two tasks of this id: rename one",
            "task 'x y': an id has letters, digits, _ and -, begins with a letter or _",
            "task 'a': after unknown task 'b'; did you mean 'br'? known are br, m, x y",
            "task 'br': goes on with 'a', which is not directly after it; there are none",
            "task 'm': is mapped over the output of 'q', which is not before it; there are none");
  }

  @Test
  void paramsAreReadInTheirTypesAndAllFaultsTold() {
    Dag dag =
        Dag.builder("d")
            .task("t", EMPTY)
            .param(param("n", ParamType.INT, "5", "1", "10"))
            .param(param("x", ParamType.DOUBLE, "0.5", "0", "1"))
            .param(param("day", ParamType.DATE, "2024-07-03", "2024-01-01", "2024-12-31"))
            .param(Param.of("list", ParamType.LIST, new JsonArray()))
            .param(Param.of("on", ParamType.BOOLEAN, new JsonPrimitive(true)))
            .param(Param.required("name", ParamType.STRING))
            .build();

    assertThat(dag.values(Map.of("name", text("a"), "n", text("7"), "list", text("A, B"))))
        .containsEntry("n", new JsonPrimitive(7L))
        .containsEntry("x", new JsonPrimitive(0.5))
        .containsEntry("list", JsonParser.parseString("[\"A\",\"B\"]"))
        .containsEntry("on", new JsonPrimitive(true))
        .containsEntry("day", text("2024-07-03"));
    assertThatThrownBy(
            () ->
                dag.values(
                    Map.of(
                        "n",
                        text("11"),
                        "x",
                        text("NaN"),
                        "day",
                        text("2024-02-30"),
                        "on",
                        text("yes"),
                        "nam",
                        text("a"))))
        .hasMessage(
            "params of 'd': day: must be a date such as 2025-01-31 but was \"2024-02-30\";"
                + " n: must be 1 to 10 but was 11; name: is required;"
                + " on: must be true or false but was \"yes\"; x: must be a number but was \"NaN\";"
                + " unknown param 'nam'; did you mean 'name'? known are day, list, n, name, on, x");
  }

  @Test
  void listsAreBounded() {
    JsonArray long1025 = new JsonArray();
    for (int i = 0; i < 1025; i++) {
      long1025.add(i);
    }

    assertThatThrownBy(() -> new Mapping.Over(long1025))
        .hasMessage("a mapped list must have <= 1024 elements but had 1025");
    assertThat(new ArrayList<>(new Mapping.Over(new JsonArray()).items().asList())).isEmpty();
  }

  private static Param param(String name, ParamType type, String initial, String min, String max) {
    return new Param(
        name, type, text(initial), new Param.Bounds(text(min), text(max), List.of()), "");
  }

  private static JsonElement text(String value) {
    return value.isEmpty() ? JsonNull.INSTANCE : new JsonPrimitive(value);
  }
}
