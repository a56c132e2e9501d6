package io.financeflow.orchestrator.run;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.financeflow.orchestrator.timetable.DataInterval;
import io.financeflow.orchestrator.timetable.Slot;
import io.financeflow.schema.market.DateRange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Map;

/**
 * A run as the database has it, with one of its executions.
 *
 * @param runId what people call the run
 * @param number which execution of it, from 1
 */
public record RunRow(String dag, String runId, int number, Slot slot, JsonObject params) {

  /** Reads the row that a result set is on; it has the columns of runs, and number. */
  public static RunRow read(ResultSet row) throws SQLException {
    Slot slot =
        new Slot(
            row.getTimestamp("logical_date").toInstant(),
            new DataInterval(
                row.getTimestamp("interval_start").toInstant(),
                row.getTimestamp("interval_end").toInstant()),
            row.getTimestamp("run_after").toInstant(),
            new DateRange(
                row.getObject("first_date", LocalDate.class),
                row.getObject("last_date", LocalDate.class)));
    return new RunRow(
        row.getString("dag_id"),
        row.getString("run_id"),
        row.getInt("number"),
        slot,
        JsonParser.parseString(row.getString("params")).getAsJsonObject());
  }

  /** Names the execution: the id of the run, with {@code #n} from its second one on. */
  public String execution() {
    return execution(runId, number);
  }

  /** Names an execution of a run. */
  public static String execution(String runId, int number) {
    return number == 1 ? runId : runId + "#" + number;
  }

  /** The values of all parameters. */
  public Map<String, JsonElement> paramValues() {
    return Map.copyOf(params.asMap());
  }
}
