package io.financeflow.orchestrator.notify;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.financeflow.orchestrator.notify.Message.Line;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A message in Slack's blocks: at most 150 characters in the header and 3000 in a section, of which
 * a few are left; {@code &}, {@code <} and {@code >} are escaped.
 */
final class SlackPayload {
  private static final int HEADER = 150;
  private static final int FALLBACK = 3_000;
  private static final int SECTION = 2_900;
  private static final int FACT = 600;

  private SlackPayload() {}

  static JsonObject of(Message message) {
    Message.Text text = message.text();
    JsonArray blocks = new JsonArray();
    blocks.add(block("header", "plain_text", cut(text.subject(), HEADER)));
    String facts = text.facts().stream().map(SlackPayload::fact).collect(Collectors.joining("\n"));
    blocks.add(block("section", "mrkdwn", facts));
    for (Line line : text.blocks()) {
      String value = escaped(line.value().replace('`', '\''), SECTION - line.label().length());
      blocks.add(block("section", "mrkdwn", "*" + line.label() + "*\n```" + value + "```"));
    }
    JsonObject payload = new JsonObject();
    payload.addProperty("text", escaped(fallback(text), FALLBACK));
    payload.add("blocks", blocks);
    return payload;
  }

  private static String fallback(Message.Text text) {
    List<String> said =
        text.facts().stream().filter(f -> f.label().equals("Message")).map(Line::value).toList();
    return text.subject() + (said.isEmpty() ? "" : ": " + said.get(0));
  }

  private static String fact(Line line) {
    int most = line.label().equals("Message") ? FACT : FACT / 3;
    return "*" + escaped(line.label(), most) + ":* " + escaped(line.value(), most);
  }

  private static JsonObject block(String type, String textType, String content) {
    JsonObject text = new JsonObject();
    text.addProperty("type", textType);
    text.addProperty("text", content);
    JsonObject block = new JsonObject();
    block.addProperty("type", type);
    block.add("text", text);
    return block;
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
  }

  /** Escapes, and cuts what is then longer, but not inside of an escape or a surrogate pair. */
  static String escaped(String text, int longest) {
    StringBuilder escaped = new StringBuilder();
    int[] points = text.codePoints().toArray();
    for (int point : points) {
      String next =
          switch (point) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            default -> Character.toString(point);
          };
      if (escaped.length() + next.length() > longest - 1) {
        return escaped.append('…').toString();
      }
      escaped.append(next);
    }
    return escaped.toString();
  }
}
