package io.financeflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.DatabaseSettings;
import io.financeflow.schema.db.PostgresExtension;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class SharedRequestLimitTest {
  private static final int PROCESSES = 3;
  private static final int REQUESTS = 12;

  private final DatabaseSettings settings;

  SharedRequestLimitTest(Database database) {
    this.settings = database.settings();
  }

  @Test
  void severalProcessesTogetherNeverMeetTheVendorsLimit() throws Exception {
    try (Vendor vendor = Vendor.start(Vendor.settings().withFaults("rate-limit=6/2s"))) {
      List<Process> processes = new ArrayList<>();
      for (int i = 0; i < PROCESSES; i++) {
        processes.add(start(vendor));
      }
      for (Process process : processes) {
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
      }

      assertThat(vendor.sandbox().requestsServed()).isEqualTo(PROCESSES * REQUESTS);
      assertThat(vendor.sandbox().requestsLimited()).isZero();
    }
  }

  private Process start(Vendor vendor) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            RequestingProcess.class.getName(),
            vendor.url(),
            settings.url(),
            settings.user(),
            settings.password(),
            "6",
            "2000",
            String.valueOf(REQUESTS))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
