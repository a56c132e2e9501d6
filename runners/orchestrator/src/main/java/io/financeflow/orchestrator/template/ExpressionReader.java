package io.financeflow.orchestrator.template;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what stands between two braces; used once. */
final class ExpressionReader {

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");
  private static final Pattern TEXT = Pattern.compile("'([^']*)'|\"([^\"]*)\"");
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");

  private final String source;
  private int position;

  ExpressionReader(String source, int position) {
    this.source = source;
    this.position = position;
  }

  /** After the closing braces, once {@link #read} has returned. */
  int end() {
    return position;
  }

  Template.Part read() {
    skipSpace();
    Template.Part part =
        looksAt('\'') || looksAt('"')
            ? new Template.Literal(literal().getAsString())
            : new Template.Value(new Expression(path(), filters()));
    skipSpace();
    if (!source.startsWith("}}", position)) {
      throw new TemplateError(
          position >= source.length()
              ? "the braces {{ are not closed with }}"
              : "expected }} or a filter but found '" + source.charAt(position) + "'");
    }
    position += 2;
    return part;
  }

  private List<String> path() {
    List<String> path = new ArrayList<>();
    path.add(take(NAME, "a name"));
    while (looksAt('.')) {
      position++;
      path.add(take(NAME, "a name after the dot"));
    }
    return path;
  }

  private List<Expression.Call> filters() {
    List<Expression.Call> filters = new ArrayList<>();
    skipSpace();
    while (looksAt('|')) {
      position++;
      skipSpace();
      Filter filter = Filter.named(take(NAME, "the name of a filter"));
      filters.add(new Expression.Call(filter, looksAt('(') ? arguments() : List.of()));
      skipSpace();
    }
    return filters;
  }

  private List<JsonElement> arguments() {
    List<JsonElement> arguments = new ArrayList<>();
    do {
      position++;
      skipSpace();
      arguments.add(literal());
      skipSpace();
    } while (looksAt(','));
    if (!looksAt(')')) {
      throw new TemplateError("the arguments of a filter must end with )");
    }
    position++;
    return arguments;
  }

  private JsonElement literal() {
    Matcher number = at(NUMBER);
    if (number.lookingAt()) {
      position = number.end();
      return new JsonPrimitive(new BigDecimal(number.group()));
    }
    String quoted = take(TEXT, "a number or a text in quotes");
    return new JsonPrimitive(quoted.substring(1, quoted.length() - 1));
  }

  private String take(Pattern token, String what) {
    Matcher matcher = at(token);
    if (!matcher.lookingAt()) {
      throw new TemplateError("expected " + what);
    }
    position = matcher.end();
    return matcher.group();
  }

  private Matcher at(Pattern token) {
    return token.matcher(source).region(position, source.length());
  }

  private boolean looksAt(char c) {
    return position < source.length() && source.charAt(position) == c;
  }

  private void skipSpace() {
    while (position < source.length() && Character.isWhitespace(source.charAt(position))) {
      position++;
    }
  }
}
