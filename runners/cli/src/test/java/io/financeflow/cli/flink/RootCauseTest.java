package io.financeflow.cli.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeflow.cli.output.ExitCode;
import org.junit.jupiter.api.Test;

class RootCauseTest {

  @Test
  void innermostCauseIsTheOneToTell() {
    RootCause cause =
        RootCause.of(
            """
            org.apache.flink.runtime.JobException: Recovery is suppressed
            \tat org.apache.flink.Somewhere.run(Somewhere.java:1)
            Caused by: org.apache.beam.sdk.util.UserCodeException: java.lang.IllegalStateException: no
            \tat io.financeflow.Step.process(Step.java:2)
            \t... 3 more
            Caused by: java.lang.IllegalStateException: the staging file is gone
            \t... 5 more
            """);

    assertThat(cause)
        .isEqualTo(
            new RootCause(ExitCode.FAILED, "IllegalStateException: the staging file is gone"));
  }

  @Test
  void databaseThatIsAwayIsTheDatabasesFault() {
    RootCause cause =
        RootCause.of(
            """
            java.sql.SQLException: Cannot create PoolableConnectionFactory (Connection refused)
            \tat org.apache.commons.dbcp2.BasicDataSource.createPoolableConnectionFactory(B.java:1)
            Caused by: org.postgresql.util.PSQLException: Connection to db:5432 refused
            Caused by: java.net.ConnectException: Connection refused
            """);

    assertThat(cause.exitCode()).isEqualTo(ExitCode.DATABASE);
    assertThat(cause.line())
        .isEqualTo(
            "the TaskManagers' database: Connection to db:5432 refused: check that it runs and that"
                + " they can reach it, then retry");
  }

  @Test
  void mixedSourcesAreBadInput() {
    RootCause cause =
        RootCause.of(
            "Caused by: io.financeflow.pipelines.io.MixedSources: this database holds real data");

    assertThat(cause).isEqualTo(new RootCause(ExitCode.BAD_INPUT, "this database holds real data"));
  }

  @Test
  void missingSlotsCanComeLater() {
    RootCause cause =
        RootCause.of(
            """
            org.apache.flink.runtime.JobException: Recovery is suppressed
            Caused by: org.apache.flink.runtime.jobmanager.scheduler.NoResourceAvailableException: Slot request bulk is not fulfillable!
            """);

    assertThat(cause.exitCode()).isEqualTo(ExitCode.NOT_READY);
  }

  @Test
  void noTraceIsSaidToo() {
    assertThat(RootCause.of(""))
        .isEqualTo(new RootCause(ExitCode.FAILED, "the job failed and the cluster kept no reason"));
  }
}
