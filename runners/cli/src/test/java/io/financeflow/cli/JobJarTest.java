package io.financeflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeflow.cli.flink.Installation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a Flink cluster is sent. */
@Tag("cluster")
class JobJarTest {
  private static final Path JAR = Installation.ofThisProgram().jobJar();

  private static List<String> entries() {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      return jar.stream().map(ZipEntry::getName).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void jobJarHoldsThePipelinesAndWhatTheyNeed() {
    assertThat(entries())
        .contains(
            "io/financeflow/pipelines/ingest/IngestPipeline.class",
            "io/financeflow/pipelines/returns/ReturnsPipeline.class",
            "io/financeflow/schema/calendar/nyse-corrections.csv",
            "org/apache/beam/runners/flink/FlinkRunner.class",
            "org/postgresql/Driver.class",
            "okhttp3/OkHttpClient.class",
            "com/google/gson/Gson.class",
            "org/apache/commons/dbcp2/BasicDataSource.class");
  }

  @Test
  void jobJarLeavesOutWhatClustersHaveAndJobsDoNotNeed() throws IOException {
    assertThat(entries())
        .noneMatch(
            name ->
                name.matches(
                    "(org/apache/flink|org/deeplearning4j|org/nd4j|io/javalin|org/eclipse/jetty"
                        + "|picocli|io/zonky|org/flywaydb|com/opengamma|ch/qos/logback|org/slf4j"
                        + "|io/financeflow/(cli|sandbox|ml)|org/apache/beam/runners/direct)/.*"))
        .noneMatch(name -> name.matches("META-INF/[^/]*[.](SF|DSA|RSA)"));
    assertThat(Files.size(JAR)).isLessThan(80_000_000);
  }

  @Test
  void servicesOfAllLibrariesAreMerged() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      assertThat(service(jar, "org.apache.beam.sdk.options.PipelineOptionsRegistrar"))
          .contains(
              "org.apache.beam.runners.flink.FlinkRunnerRegistrar$Options",
              "org.apache.beam.sdk.options.DefaultPipelineOptionsRegistrar");
      assertThat(service(jar, "java.sql.Driver")).contains("org.postgresql.Driver");
    }
  }

  private static List<String> service(JarFile jar, String name) throws IOException {
    byte[] bytes = jar.getInputStream(jar.getEntry("META-INF/services/" + name)).readAllBytes();
    return new String(bytes, StandardCharsets.UTF_8).lines().toList();
  }
}
