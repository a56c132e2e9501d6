package io.financeflow.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.financeflow.cli.flink.ClusterProcess;
import io.financeflow.cli.flink.ClusterSize;
import io.financeflow.cli.flink.FlinkAddress;
import io.financeflow.cli.flink.Installation;
import io.financeflow.cli.flink.LocalCluster;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;

/** A cluster of real processes with two TaskManagers of two slots, gone when the tests are. */
public final class TestCluster implements AutoCloseable {
  private final LocalCluster cluster;
  private final FlinkAddress address;

  private TestCluster(LocalCluster cluster, FlinkAddress address) {
    this.cluster = cluster;
    this.address = address;
  }

  public static TestCluster start(Path directory) {
    LocalCluster cluster = new LocalCluster(directory, Installation.ofThisProgram());
    Runtime.getRuntime().addShutdownHook(new Thread(cluster::stop));
    return new TestCluster(cluster, cluster.start(new ClusterSize(2, 2), freePort()));
  }

  public FlinkAddress address() {
    return address;
  }

  /** Replaces TaskManagers that died. */
  void heal() {
    cluster.start(new ClusterSize(2, 2), address.port());
  }

  List<ClusterProcess> taskManagers() {
    return cluster.processes().stream()
        .filter(process -> process.name().startsWith("taskmanager"))
        .toList();
  }

  /** The TaskManager with the fewest free slots. */
  ClusterProcess busyTaskManager() {
    String busy =
        StreamSupport.stream(taskManagersByRest().spliterator(), false)
            .map(JsonElement::getAsJsonObject)
            .min(Comparator.comparingInt(each -> each.get("freeSlots").getAsInt()))
            .orElseThrow()
            .get("id")
            .getAsString();
    return taskManagers().stream()
        .filter(process -> process.name().equals(busy))
        .findFirst()
        .orElseThrow();
  }

  private JsonArray taskManagersByRest() {
    try (InputStream answer = address.url().resolve("/taskmanagers").toURL().openStream()) {
      String json = new String(answer.readAllBytes(), StandardCharsets.UTF_8);
      return JsonParser.parseString(json).getAsJsonObject().getAsJsonArray("taskmanagers");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    cluster.stop();
  }

  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
