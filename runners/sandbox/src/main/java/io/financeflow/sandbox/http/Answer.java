package io.financeflow.sandbox.http;

import java.nio.charset.StandardCharsets;

/** What goes back to the client before compression: a status, a content type and a body. */
final class Answer {

  static final String JSON = "application/json";

  private static final String PAGE =
      """
      <html>
      <head><title>%s</title></head>
      <body>
      <center><h1>%s</h1></center>
      <hr><center>nginx</center>
      </body>
      </html>
      """;

  private final int status;
  private final String contentType;
  private final byte[] body;

  Answer(int status, String contentType, byte[] body) {
    this.status = status;
    this.contentType = contentType;
    this.body = body;
  }

  static Answer json(JsonBytes body) {
    return new Answer(200, JSON, body.toBytes());
  }

  static Answer html(int status, String title) {
    return text(status, "text/html", PAGE.replace("%s", title));
  }

  static Answer text(int status, String contentType, String text) {
    return new Answer(status, contentType, text.getBytes(StandardCharsets.UTF_8));
  }

  int status() {
    return status;
  }

  String contentType() {
    return contentType;
  }

  /** Not copied: whoever asks must not write into it. */
  byte[] body() {
    return body;
  }
}
