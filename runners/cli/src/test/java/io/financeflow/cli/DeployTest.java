package io.financeflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeflow.pipelines.ingest.IngestOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.beam.runners.flink.FlinkRunner;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The files of {@code runners/deploy} say what is true of this build. */
class DeployTest {
  private static final Path DEPLOY = Path.of("..", "deploy");

  /** Every mapping of a file, at any depth. */
  private static List<Map<?, ?>> mappings(String file) throws IOException {
    List<Map<?, ?>> all = new ArrayList<>();
    Load load = new Load(LoadSettings.builder().setAllowDuplicateKeys(false).build());
    for (Object document : load.loadAllFromString(Files.readString(DEPLOY.resolve(file)))) {
      collect(document, all);
    }
    return all;
  }

  private static void collect(Object node, List<Map<?, ?>> into) {
    if (node instanceof Map<?, ?> mapping) {
      into.add(mapping);
      mapping.values().forEach(value -> collect(value, into));
    } else if (node instanceof List<?> list) {
      list.forEach(element -> collect(element, into));
    }
  }

  private static List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(DEPLOY)) {
      return files
          .map(path -> DEPLOY.relativize(path).toString())
          .filter(name -> name.endsWith(".yaml"))
          .sorted()
          .toList();
    }
  }

  private static Set<String> values(String key) throws IOException {
    Set<String> values = new HashSet<>();
    for (String file : files()) {
      for (Map<?, ?> mapping : mappings(file)) {
        if (mapping.get(key) instanceof String text) {
          values.add(text);
        }
      }
    }
    return values;
  }

  private static String property(String name) throws IOException {
    Matcher property =
        Pattern.compile("<" + name + ">([^<]+)<")
            .matcher(Files.readString(Path.of("..", "..", "pom.xml")));
    assertThat(property.find()).isTrue();
    return property.group(1);
  }

  @Test
  void everyFileIsYaml() throws IOException {
    assertThat(files())
        .containsExactly(
            "compose.yaml",
            "kubernetes/daily.yaml",
            "kubernetes/ingest-range.yaml",
            "kubernetes/session-cluster.yaml",
            "kubernetes/settings.yaml",
            "notifications.example.yaml");
    for (String file : files()) {
      assertThat(mappings(file)).as(file).isNotEmpty();
    }
  }

  @Test
  void imagesAreOfTheVersionsOfTheBuild() throws IOException {
    String flink = property("flink.version");

    assertThat(values("image"))
        .containsExactlyInAnyOrder(
            "flink:" + flink + "-scala_2.12-java17",
            "postgres:" + property("postgresql.server.version"),
            "financeflow:0.1.0",
            "financeflow-flink:0.1.0");
    assertThat(values("flinkVersion"))
        .containsExactly("v" + flink.replaceFirst("[.][0-9]+$", "").replace('.', '_'));
    assertThat(Files.readString(DEPLOY.resolve("Dockerfile")))
        .contains("ARG FLINK_VERSION=" + flink + "\n");
    assertThat(property("version")).isEqualTo("0.1.0-SNAPSHOT");
  }

  @Test
  void jobNamesAMainOfOursAndFlagsThatItKnows() throws Exception {
    Map<?, ?> job =
        mappings("kubernetes/ingest-range.yaml").stream()
            .filter(mapping -> mapping.containsKey("entryClass"))
            .findFirst()
            .orElseThrow();
    String[] flags =
        ((List<?>) part(job, "args")).stream().map(String::valueOf).toArray(String[]::new);

    assertThat(Class.forName((String) part(job, "entryClass")).getMethod("main", String[].class))
        .isNotNull();
    IngestOptions options =
        PipelineOptionsFactory.fromArgs(flags).withValidation().as(IngestOptions.class);
    assertThat(options.getRunner()).isEqualTo(FlinkRunner.class);
    assertThat(options.getJdbcPasswordFile())
        .isEqualTo("/run/secrets/financeflow/postgres-password");
    assertThat(job.get("jarURI")).isEqualTo("local:///opt/flink/usrlib/financeflow-job.jar");
    assertThat(Files.readString(DEPLOY.resolve("Dockerfile")))
        .contains("/opt/flink/usrlib/financeflow-job.jar");
  }

  /** With a database that is not there: a wrong flag would end with 2 and not with 40. */
  @ParameterizedTest
  @ValueSource(strings = {"ingest", "returns"})
  void cronJobsCommandsAreOurs(String command) throws IOException {
    String text = Files.readString(DEPLOY.resolve("kubernetes/daily.yaml"));
    Matcher line =
        Pattern.compile("entrypoint[.]sh (" + command + " .*)--date \"[^\"]+\"").matcher(text);
    assertThat(line.find()).isTrue();
    List<String> words = new ArrayList<>(List.of(line.group(1).strip().split(" ")));
    words.add("--date=2025-01-10");

    Cli.Result result =
        Cli.bare()
            .with("POSTGRES_HOST", "127.0.0.1")
            .with("POSTGRES_PORT", String.valueOf(TestCluster.freePort()))
            .with("POLYGON_API_KEY", "k")
            .with("FLINK_MASTER", "financeflow-session-rest:8081")
            .run(words.toArray(String[]::new));

    assertThat(result.exitCode()).as(result.err()).isEqualTo(40);
  }

  @Test
  void everythingThatKubernetesFilesReferToIsDefined() throws IOException {
    Set<String> defined = new HashSet<>();
    Set<String> keys = new HashSet<>();
    for (Map<?, ?> mapping : mappings("kubernetes/settings.yaml")) {
      if (mapping.get("kind") instanceof String kind) {
        defined.add(kind + " " + ((Map<?, ?>) part(mapping, "metadata")).get("name"));
        if (mapping.get("stringData") instanceof Map<?, ?> data) {
          data.keySet().forEach(key -> keys.add("/run/secrets/financeflow/" + key));
        }
      }
    }

    assertThat(values("secretName")).containsExactly("financeflow-secrets");
    assertThat(defined)
        .containsExactlyInAnyOrder("Secret financeflow-secrets", "ConfigMap financeflow-settings");
    for (String file : files()) {
      String text = Files.readString(DEPLOY.resolve(file));
      assertThat(matches("/run/secrets/financeflow/[a-z-]+", text)).isSubsetOf(keys);
      assertThat(matches("configMapRef:\\s+name: \\S+", text))
          .allMatch(reference -> reference.endsWith(" financeflow-settings"));
    }
    assertThat(matches("name: financeflow-session\\b", session())).hasSize(1);
    assertThat(values("FLINK_MASTER"))
        .containsExactlyInAnyOrder("financeflow-session-rest:8081", "jobmanager:8081");
  }

  private static String session() throws IOException {
    return Files.readString(DEPLOY.resolve("kubernetes/session-cluster.yaml"));
  }

  @Test
  void everythingThatComposeRefersToIsDefined() throws IOException {
    Map<?, ?> compose = mappings("compose.yaml").get(0);
    Map<?, ?> services = (Map<?, ?>) part(compose, "services");
    Set<Object> secrets = new HashSet<>();
    Set<Object> volumes = new HashSet<>();
    Set<Object> dependencies = new HashSet<>();
    for (Object each : services.values()) {
      Map<?, ?> service = (Map<?, ?>) each;
      if (service.get("secrets") instanceof List<?> used) {
        secrets.addAll(used);
      }
      if (service.get("volumes") instanceof List<?> used) {
        used.forEach(volume -> volumes.add(String.valueOf(volume).replaceFirst(":.*", "")));
      }
      if (service.get("depends_on") instanceof Map<?, ?> used) {
        dependencies.addAll(used.keySet());
      }
    }

    assertThat(keys(part(compose, "secrets"))).isEqualTo(secrets);
    assertThat(keys(part(compose, "volumes"))).isEqualTo(volumes);
    assertThat(keys(services)).containsAll(dependencies).hasSize(5);
    for (String path :
        matches("/run/secrets/[a-z_]+", Files.readString(DEPLOY.resolve("compose.yaml")))) {
      assertThat(secrets).contains(path.replace("/run/secrets/", ""));
    }
  }

  private static Object part(Map<?, ?> mapping, String key) {
    return Objects.requireNonNull(mapping.get(key), key);
  }

  private static Set<Object> keys(Object mapping) {
    return new HashSet<>(((Map<?, ?>) mapping).keySet());
  }

  private static Set<String> matches(String pattern, String text) {
    Set<String> found = new HashSet<>();
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    while (matcher.find()) {
      found.add(matcher.group());
    }
    return found;
  }
}
