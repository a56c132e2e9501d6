package io.financeflow.cli.flink;

import io.financeflow.cli.output.ExitCode;
import io.financeflow.cli.output.Failure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports of this machine's loopback address; somebody else may take one at any time. */
final class LoopbackPorts {
  private LoopbackPorts() {}

  /** Fails when a port is taken. */
  static void requireFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException taken) {
      throw new Failure.Incomplete(
          ExitCode.FAILED, "port " + port + " is taken: choose another one with --port");
    }
  }

  /** Returns a port that is free now. */
  static int free() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new Failure.Incomplete(ExitCode.FAILED, "no port is free on this machine: " + e);
    }
  }
}
