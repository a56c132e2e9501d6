package io.financeflow.orchestrator.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Errors name file, line, column and what to write. */
class ErrorsTest {

  @Test
  void unknownFieldIsNamedWithTheOneMeant() {
    assertThat(problems("dag: a\ntasks:\n  t:\n    empty: {}\n    afer: [b]\n"))
        .singleElement()
        .asString()
        .startsWith("d.yaml:5:5: unknown field 'afer'; did you mean 'after'? known are after,");
  }

  @Test
  void unknownUpstreamIsNamedWithTheOneMeant() {
    assertThat(problems("dag: a\ntasks:\n  load: {empty: {}}\n  t: {empty: {}, after: [laod]}\n"))
        .containsExactly(
            "d.yaml:4:3: task 't': after unknown task 'laod'; did you mean 'load'? known are load");
  }

  @Test
  void variablesMayBeNamedBeforeTheyAreThere() {
    assertThat(
            problems(
                "dag: a\ntasks:\n  t: {shell: {command: [\"{{ vars.smtp.host }}\", \"{{ vars }}\"]}}\n"))
        .containsExactly(
            "d.yaml:3:3: task 't': in '{{ vars }}': a variable is written vars.<name>");
  }

  @Test
  void cycleIsNamedInOrder() {
    String text =
        """
        dag: a
        tasks:
          a: {empty: {}, after: [c]}
          b: {empty: {}, after: [a]}
          c: {empty: {}, after: [b]}
          d: {empty: {}, after: [c]}
        """;

    assertThat(problems(text))
        .singleElement()
        .asString()
        .contains("comes after itself: ")
        .containsPattern("a -> b -> c -> a|b -> c -> a -> b|c -> a -> b -> c");
  }

  @Test
  void allProblemsOfAFileAreTold() {
    String text =
        """
        dag: a
        max_active_runs: many
        schedule: {cron: "61 * * * *", zone: Mars/Base}
        params: {n: {type: int, default: 99, max: 10}}
        tasks:
          a: {sql: {connection: main}, retry: {retries: -1}}
          b: {empty: {}, timeout: 5 minutes}
          c: {empty: {}, shell: {command: [x]}}
          d: {empty: {}, trigger_rule: all_sucess}
        """;

    assertThat(problems(text))
        .extracting(problem -> problem.replaceAll("(.{60}).*", "$1"))
        .containsExactly(
            "d.yaml:2:18: expected a whole number, not 'many'",
            "d.yaml:3:11: cannot use the cron expression '61 * * * *' (mi",
            "d.yaml:3:38: expected a time zone such as America/New_York o",
            "d.yaml:4:13: n: must be <= 10 but was 99",
            "d.yaml:6:12: 'statement' is missing here",
            "d.yaml:6:39: retries must be >= 0 but was -1",
            "d.yaml:7:27: a length of time is written like 90s, 15m, 1h30",
            "d.yaml:8:6: a task needs exactly one of the fields group, pi",
            "d.yaml:9:32: unknown 'all_sucess'; did you mean 'all_success");
  }

  @Test
  void templatesAreCheckedBeforeAnythingRuns() {
    String text =
        """
        dag: a
        params: {n: {type: int, default: 1}}
        tasks:
          a: {shell: {command: [x, "{{ dss }}", "{{ params.m }}"]}}
          b: {shell: {command: [x, "{{ outputs.a.rows }}"]}}
          c: {after: [a], shell: {command: [x, "{{ outputs.a.rows }} {{ item }}"]}}
          d: {shell: {command: [x, "{{ ds"]}}
        """;

    assertThat(problems(text))
        .satisfiesExactly(
            p -> assertThat(p).startsWith("d.yaml:4:3: task 'a': in '{{ dss }}': unknown name"),
            p ->
                assertThat(p)
                    .endsWith("unknown parameter 'params.m'; did you mean 'n'? known are n"),
            p -> assertThat(p).startsWith("d.yaml:5:3:").endsWith("add it to after"),
            p -> assertThat(p).startsWith("d.yaml:6:3:").contains("unknown name 'item'"),
            p -> assertThat(p).startsWith("d.yaml:7:3:").contains("not closed"));
  }

  @Test
  void textThatIsNoYamlSaysWhere() {
    assertThat(problems("dag: a\ntasks: {a: [}\n"))
        .singleElement()
        .asString()
        .startsWith("d.yaml:2:13: not YAML: ");
    assertThat(problems(""))
        .containsExactly(
            "d.yaml:1:1: the file is empty: it must have the fields 'dag' and 'tasks'");
    assertThat(problems("just words")).contains("d.yaml:1:1: expected fields, 'name: value', here");
    assertThat(problems("dag: a\ndag: b\ntasks: {t: {empty: {}}}\n"))
        .containsExactly("d.yaml:2:1: 'dag' is given twice: keep one");
  }

  @Test
  void aliasesWithoutEndAreRefused() {
    assertThat(problems("dag: a\ntasks: &t\n  x: *t\n"))
        .singleElement()
        .asString()
        .contains("use fewer aliases");
    StringBuilder bomb = new StringBuilder("dag: a\nx0: &x0 [a, a]\n");
    for (int i = 1; i < 25; i++) {
      bomb.append("x%d: &x%d [*x%d, *x%d]\n".formatted(i, i, i - 1, i - 1));
    }
    assertThat(problems(bomb.toString())).singleElement().asString().contains("use fewer aliases");
  }

  @Test
  void folderReadsTheGoodFilesAndNamesTheBad(@TempDir Path folder) throws IOException {
    Files.createDirectory(folder.resolve("sub"));
    Files.writeString(folder.resolve("a.yaml"), "dag: a\ntasks: {t: {empty: {}}}\n", UTF_8);
    Files.writeString(folder.resolve("b.yml"), "dag: a\ntasks: {t: {empty: {}}}\n", UTF_8);
    Files.writeString(folder.resolve("c.yaml"), "dag: c\n", UTF_8);
    Files.writeString(folder.resolve("notes.txt"), "not a DAG", UTF_8);
    Files.write(folder.resolve("d.yaml"), new byte[] {'d', (byte) 0xff});
    Files.writeString(folder.resolve("sub/e.yaml"), "dag: e\ntasks: {t: {empty: {}}}\n", UTF_8);

    DagFolder read = DagFolder.read(folder);

    assertThat(read.dags()).extracting(source -> source.dag().id()).containsExactly("a", "e");
    assertThat(read.problems())
        .extracting(FileProblem::toString)
        .containsExactly(
            "b.yml:1:1: the DAG 'a' is in a.yaml too: rename one",
            "c.yaml:1:1: 'tasks' is missing here",
            "d.yaml:1:1: not UTF-8: save it in that encoding");
  }

  private static List<String> problems(String text) {
    InvalidFile error =
        catchThrowableOfType(InvalidFile.class, () -> DagDocument.read("d.yaml", text));
    assertThat(error).as(text).isNotNull();
    return error.problems().stream().map(FileProblem::toString).toList();
  }
}
