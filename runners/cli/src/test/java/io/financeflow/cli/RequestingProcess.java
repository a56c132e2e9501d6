package io.financeflow.cli;

import io.financeflow.pipelines.io.DatabaseOptions;
import io.financeflow.pipelines.io.RequestSlots;
import io.financeflow.pipelines.io.Transactions;
import io.financeflow.pipelines.source.polygon.Polygon;
import io.financeflow.pipelines.source.polygon.PolygonSettings;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;

/** A process that asks the vendor for a session again and again, as fast as the limit allows. */
final class RequestingProcess {
  private RequestingProcess() {}

  /** Arguments: vendor, JDBC URL, role, password, requests per window, milliseconds, requests. */
  public static void main(String[] args) throws Exception {
    Transactions transactions =
        new Transactions(DatabaseOptions.configuration(args[1], args[2], args[3]));
    RequestSlots slots =
        new RequestSlots(
            transactions,
            "sandbox",
            Integer.parseInt(args[4]),
            Duration.ofMillis(Long.parseLong(args[5])));
    PolygonSettings settings =
        new PolygonSettings(URI.create(args[0]), "", 0, PolygonSettings.Retries.DEFAULT);
    Polygon polygon = Polygon.open(settings, slots);
    int rows = 0;
    for (int i = 0; i < Integer.parseInt(args[6]); i++) {
      rows += polygon.groupedDay(LocalDate.parse("2025-01-10"), false, true).rows();
    }
    transactions.close();
    System.exit(rows > 0 ? 0 : 1);
  }
}
