package io.financeflow.orchestrator.notify;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A mail server for one connection that speaks TLS, from the start or after STARTTLS, and keeps
 * every line it hears with how it came: {@code plain} or {@code tls}.
 */
final class TlsSmtpServer implements AutoCloseable {
  private final ServerSocket listening;
  private final SSLContext context;
  private final boolean isImplicit;
  private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
  private final Thread thread = new Thread(this::serve);

  TlsSmtpServer(TestCertificate certificate, boolean isImplicit) throws IOException {
    this.listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    this.context = certificate.context();
    this.isImplicit = isImplicit;
    thread.start();
  }

  int port() {
    return listening.getLocalPort();
  }

  List<String> heard() throws InterruptedException {
    thread.join();
    return List.copyOf(heard);
  }

  private void serve() {
    try (Socket plain = listening.accept()) {
      if (isImplicit) {
        talk(tls(plain), "tls", true);
      } else if (talk(plain, "plain", true)) {
        talk(tls(plain), "tls", false);
      }
    } catch (IOException gone) {
      heard.add("gone");
    }
  }

  private Socket tls(Socket plain) throws IOException {
    SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, null, false);
    socket.setUseClientMode(false);
    return socket;
  }

  /** Talks until the client hangs up, or asks for TLS, which is true. */
  private boolean talk(Socket socket, String how, boolean greets) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
    if (greets) {
      say(socket, "220 here");
    }
    boolean inMail = false;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (inMail) {
        inMail = !line.equals(".");
        if (!inMail) {
          say(socket, "250 taken");
        }
        continue;
      }
      heard.add(how + " " + line);
      inMail = line.equals("DATA");
      say(socket, answer(line, how));
      if (line.equals("STARTTLS")) {
        return true;
      }
    }
    return false;
  }

  private static String answer(String line, String how) {
    if (line.startsWith("EHLO")) {
      return how.equals("tls") ? "250-here\r\n250 AUTH PLAIN" : "250-here\r\n250 STARTTLS";
    }
    if (line.startsWith("AUTH")) {
      return "235 welcome";
    }
    if (line.equals("STARTTLS")) {
      return "220 go on";
    }
    return line.equals("DATA") ? "354 go on" : "250 ok";
  }

  private static void say(Socket socket, String line) throws IOException {
    socket.getOutputStream().write((line + "\r\n").getBytes(US_ASCII));
    socket.getOutputStream().flush();
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
