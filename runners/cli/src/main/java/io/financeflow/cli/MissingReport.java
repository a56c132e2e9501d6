package io.financeflow.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.financeflow.cli.output.Console;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.cli.output.TextTable;
import io.financeflow.schema.market.DateRange;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What is missing, with the commands that repair it: the largest stretches, or all as JSON. */
final class MissingReport {
  private static final int MOST = 20;

  private final MissingData data;

  MissingReport(MissingData data) {
    this.data = data;
  }

  /** Prints it and returns the process's exit status: NOT_READY when a session lacks. */
  int print(Console console, boolean json) {
    ExitCode exitCode = data.stretches().isEmpty() ? ExitCode.DONE : ExitCode.NOT_READY;
    if (json) {
      console.out().println(json());
      return exitCode.code();
    }
    sessions(console);
    tickers(console);
    List<String> repairs = repairs();
    if (!repairs.isEmpty()) {
      console.out().println("repair with:");
      repairs.forEach(command -> console.out().println("  " + command));
    }
    console.out().println(summary());
    return exitCode.code();
  }

  private void sessions(Console console) {
    if (data.stretches().isEmpty()) {
      return;
    }
    TextTable table = new TextTable("trouble", "from", "to", "sessions", "reason");
    for (MissingData.Stretch stretch : largest()) {
      DateRange dates = stretch.dates();
      table.row(stretch.trouble(), dates.from(), dates.to(), stretch.sessions(), stretch.reason());
    }
    console.out().print(table);
    more(console, data.stretches().size());
  }

  private void tickers(Console console) {
    if (data.tickers().isEmpty()) {
      return;
    }
    TextTable table = new TextTable("ticker", "from", "to", "sessions");
    data.tickers().stream()
        .limit(MOST)
        .forEach(
            gap -> table.row(gap.ticker(), gap.dates().from(), gap.dates().to(), gap.sessions()));
    console.out().print(table);
    more(console, data.tickers().size());
  }

  private static void more(Console console, int stretches) {
    if (stretches > MOST) {
      console.out().printf(Locale.ROOT, "... %,d more: see --json%n", stretches - MOST);
    }
    console.out().println();
  }

  private List<MissingData.Stretch> largest() {
    return data.stretches().stream()
        .sorted(Comparator.comparingInt(MissingData.Stretch::sessions).reversed())
        .limit(MOST)
        .toList();
  }

  private List<String> repairs() {
    return Stream.concat(
            largest().stream().map(MissingData.Stretch::repair),
            data.tickers().stream().limit(MOST).map(MissingData.TickerGap::repair))
        .distinct()
        .toList();
  }

  private String summary() {
    return String.format(
        Locale.ROOT,
        "%,d of %,d sessions %s are complete; %,d stretches of sessions and %,d of tickers lack",
        data.coverage().complete(),
        data.coverage().sessions(),
        data.range(),
        data.stretches().size(),
        data.tickers().size());
  }

  private JsonObject json() {
    JsonObject report = new JsonObject();
    report.addProperty("from", data.range().from().toString());
    report.addProperty("to", data.range().to().toString());
    report.addProperty("sessions", data.coverage().sessions());
    report.addProperty("complete", data.coverage().complete());
    JsonArray stretches = new JsonArray();
    for (MissingData.Stretch stretch : data.stretches()) {
      JsonObject object = new JsonObject();
      object.addProperty("trouble", stretch.trouble().name());
      add(object, stretch.dates(), stretch.sessions());
      object.addProperty("reason", stretch.reason());
      object.addProperty("repair", stretch.repair());
      stretches.add(object);
    }
    report.add("stretches", stretches);
    JsonArray tickers = new JsonArray();
    for (MissingData.TickerGap gap : data.tickers()) {
      JsonObject object = new JsonObject();
      object.addProperty("ticker", gap.ticker());
      add(object, gap.dates(), gap.sessions());
      object.addProperty("repair", gap.repair());
      tickers.add(object);
    }
    report.add("tickers", tickers);
    return report;
  }

  private static void add(JsonObject object, DateRange dates, int sessions) {
    object.addProperty("from", dates.from().toString());
    object.addProperty("to", dates.to().toString());
    object.addProperty("sessions", sessions);
  }
}
