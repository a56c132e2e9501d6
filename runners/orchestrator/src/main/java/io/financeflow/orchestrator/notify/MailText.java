package io.financeflow.orchestrator.notify;

import io.financeflow.orchestrator.notify.Message.Line;

/** The body of a mail, as plain text and as HTML in which everything from outside is escaped. */
final class MailText {
  private MailText() {}

  static String plain(Message.Text text) {
    StringBuilder plain = new StringBuilder(text.subject()).append("\n\n");
    for (Line fact : text.facts()) {
      plain.append("%-8s %s\n".formatted(fact.label(), fact.value()));
    }
    for (Line block : text.blocks()) {
      plain.append('\n').append(block.label()).append(":\n");
      block.value().lines().forEach(line -> plain.append("  ").append(line).append('\n'));
    }
    return plain.toString();
  }

  static String html(Message.Text text) {
    StringBuilder html = new StringBuilder("<!DOCTYPE html>\n<html><body>\n");
    html.append("<h3>").append(escaped(text.subject())).append("</h3>\n<table>\n");
    for (Line fact : text.facts()) {
      html.append("<tr><td><b>").append(escaped(fact.label())).append("</b></td><td>");
      html.append(escaped(fact.value())).append("</td></tr>\n");
    }
    html.append("</table>\n");
    for (Line block : text.blocks()) {
      html.append("<p>").append(escaped(block.label())).append(":</p>\n<pre>");
      html.append(escaped(block.value())).append("</pre>\n");
    }
    return html.append("</body></html>\n").toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
