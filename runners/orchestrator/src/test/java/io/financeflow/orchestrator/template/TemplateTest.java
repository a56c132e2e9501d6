package io.financeflow.orchestrator.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.financeflow.orchestrator.timetable.DayTime;
import io.financeflow.orchestrator.timetable.Exchange;
import io.financeflow.orchestrator.timetable.Schedule;
import io.financeflow.orchestrator.timetable.Slot;
import java.time.Instant;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class TemplateTest {

  private static final Slot SLOT =
      new Schedule.Sessions(DayTime.parse(Exchange.NYSE, "close + 45m"), 0)
          .timetable()
          .next(Instant.parse("2024-07-03T12:00:00Z"))
          .orElseThrow();

  private static final Values VALUES =
      RunValues.of(
          new RunValues.Whose("daily", "run-1", "load.bars", 2),
          SLOT,
          Map.of("n", new JsonPrimitive(3), "tickers", JsonParser.parseString("[\"A\",\"B\"]")),
          Map.of("load.list", Map.of("rows", new JsonPrimitive(7))));

  @Test
  void valuesStandWhereTheirNamesStood() {
    assertThat(render("{{ ds }}|{{ds_from}}|{{ ds_to }}"))
        .isEqualTo("2024-07-03|2024-07-03|2024-07-03");
    assertThat(render("{{ data_interval_start }}..{{ data_interval_end }}"))
        .isEqualTo("2024-07-02T20:00:00Z..2024-07-03T17:00:00Z");
    assertThat(render("{{ run_after }} {{ logical_date }}"))
        .isEqualTo("2024-07-03T17:45:00Z 2024-07-03T04:00:00Z");
    assertThat(render("{{ dag_id }}/{{ run_id }}/{{ task_id }}#{{ attempt }}"))
        .isEqualTo("daily/run-1/load.bars#2");
    assertThat(render("{{ params.n }} {{ params.tickers }} {{ outputs.load.list.rows }}"))
        .isEqualTo("3 [\"A\",\"B\"] 7");
    assertThat(render("plain } text {")).isEqualTo("plain } text {");
    assertThat(render("{{ '{{' }}x{{ \"}}\" }}")).isEqualTo("{{x}}");
  }

  @Test
  void everyKnownTextHasAValue() {
    for (String name : new TreeSet<>(RunValues.TEXTS)) {
      assertThat(render("{{ " + name + " }}")).as(name).isNotEmpty();
    }
  }

  @Test
  void filtersTurnValuesIntoOthers() {
    assertThat(render("{{ ds | plus_days(-3) }}")).isEqualTo("2024-06-30");
    assertThat(render("{{ ds | plus_sessions(1) }}")).isEqualTo("2024-07-05");
    assertThat(render("{{ ds | plus_days(1) | plus_sessions(0) }}")).isEqualTo("2024-07-03");
    assertThat(render("{{ ds | format('yyyyMMdd') }}")).isEqualTo("20240703");
    assertThat(render("{{ run_after | format('HH:mm, d MMMM') }}")).isEqualTo("17:45, 3 July");
    assertThat(render("{{ params.tickers | join(\";\") }} {{ params.tickers | length }}"))
        .isEqualTo("A;B 2");
    assertThat(render("{{ params.n | gt(2) }} {{ params.n | lt(2.5) }} {{ params.n | eq(3) }}"))
        .isEqualTo("true false true");
    assertThat(render("{{ dag_id | eq('daily') | not }} {{ dag_id | upper }}"))
        .isEqualTo("false DAILY");
    assertThat(render("{{ outputs.gone.rows | default(0) }} {{ params.tickers | json }}"))
        .isEqualTo("0 [\"A\",\"B\"]");
  }

  @Test
  void oneExpressionAloneKeepsItsType() {
    JsonElement list = Template.parse("{{ params.tickers }}").value(VALUES);

    assertThat(list).isEqualTo(JsonParser.parseString("[\"A\",\"B\"]"));
    assertThat(Template.parse("n={{ params.n }}").value(VALUES))
        .isEqualTo(new JsonPrimitive("n=3"));
    assertThat(
            Template.parse("{{ item.day }} {{ map_index }}")
                .render(
                    VALUES
                        .with(RunValues.ITEM, JsonParser.parseString("{\"day\":\"x\"}"))
                        .with(RunValues.MAP_INDEX, new JsonPrimitive(4))))
        .isEqualTo("x 4");
  }

  @Test
  void valuesOfAStatementStayApart() {
    Template.Bound bound =
        Template.parse("delete from t where d = {{ ds }} and n > {{ params.n }}").bind(VALUES);

    assertThat(bound.text()).isEqualTo("delete from t where d = ? and n > ?");
    assertThat(bound.values())
        .containsExactly(new JsonPrimitive("2024-07-03"), new JsonPrimitive(3));
  }

  @Test
  void unknownNamesAreErrorsThatListTheKnownOnes() {
    assertThatThrownBy(() -> render("{{ dss }}"))
        .isInstanceOf(TemplateError.class)
        .hasMessageStartingWith("unknown name 'dss'; did you mean 'ds'? known are attempt, dag_id");
    assertThatThrownBy(() -> render("{{ params.tikers }}"))
        .hasMessage(
            "unknown name 'tikers' in params; did you mean 'tickers'? known are n, tickers");
    assertThatThrownBy(() -> render("{{ ds.x }}"))
        .hasMessage("unknown name 'x' in ds; that is not an object");
    assertThatThrownBy(() -> render("{{ ds | formt('yyyy') }}"))
        .hasMessageStartingWith("unknown filter 'formt'; did you mean 'format'? known are default");
  }

  @Test
  void variablesAreFoundAlsoUnderNamesWithDots() {
    Values values =
        VALUES.with(
            RunValues.VARS,
            JsonParser.parseString("{\"smtp.host\":\"mail\",\"smtp\":{\"port\":25},\"n\":1}"));

    assertThat(
            Template.parse("{{ vars.smtp.host }}:{{ vars.smtp.port }}/{{ vars.n }}").render(values))
        .isEqualTo("mail:25/1");
    assertThat(Template.parse("{{ vars.none | default('x') }}").render(values)).isEqualTo("x");
    assertThatThrownBy(() -> Template.parse("{{ vars.m }}").render(values))
        .isInstanceOf(TemplateError.class)
        .hasMessage(
            "unknown name 'm' in vars; did you mean 'n'? known are n, smtp, smtp.host: set it with"
                + " ./financeflow variables set");
  }

  @Test
  void malformedTemplatesSayWhere() {
    assertThatThrownBy(() -> render("a\nb {{ ds"))
        .hasMessage("the braces {{ are not closed with }} (line 2, column 3 of the text)");
    assertThatThrownBy(() -> render("{{ ds ds }}"))
        .hasMessage("expected }} or a filter but found 'd' (line 1, column 1 of the text)");
    assertThatThrownBy(() -> render("{{ }}")).hasMessageStartingWith("expected a name");
    assertThatThrownBy(() -> render("{{ ds | plus_days }}"))
        .hasMessageStartingWith("filter plus_days takes 1 arguments but was given 0");
    assertThatThrownBy(() -> render("{{ dag_id | plus_days(1) }}"))
        .hasMessageStartingWith("filter plus_days cannot use \"daily\"");
    assertThatThrownBy(() -> render("{{ params.getClass() }}"))
        .hasMessageStartingWith("expected }} or a filter but found '('");
  }

  private static String render(String template) {
    return Template.parse(template).render(VALUES);
  }
}
