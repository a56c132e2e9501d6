package io.financeflow.cli.flink;

import io.financeflow.cli.output.Failure;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the REST API of a Flink cluster is.
 *
 * @param host name or IPv4 address
 * @param port 1 to 65535
 */
public record FlinkAddress(String host, int port) {
  private static final Pattern FORM =
      Pattern.compile("(?:http://)?([A-Za-z0-9._-]+):([0-9]{1,5})/?");

  /** Reads {@code HOST:PORT}; a URL will do. */
  public static FlinkAddress parse(String text) {
    Matcher parts = FORM.matcher(text);
    int port = parts.matches() ? Integer.parseInt(parts.group(2)) : 0;
    if (port < 1 || port > 65_535) {
      throw new Failure.Usage(
          "--flink-master must be [local] or HOST:PORT (of the REST API, usually 8081) but was "
              + text);
    }
    return new FlinkAddress(parts.group(1), port);
  }

  /** Returns the URL of the API and of the dashboard. */
  public URI url() {
    return URI.create("http://" + host + ":" + port);
  }

  /** Returns true when the cluster is on this machine for sure. */
  boolean isLoopback() {
    return isLoopback(host);
  }

  /** Returns true when a host name means the machine that uses it. */
  static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** Returns {@code host:port}. */
  @Override
  public String toString() {
    return host + ":" + port;
  }
}
