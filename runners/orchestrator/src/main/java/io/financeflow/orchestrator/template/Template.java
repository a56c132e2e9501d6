package io.financeflow.orchestrator.template;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;

/**
 * A text with values in it: {@code prices-{{ ds | format('yyyyMMdd') }}.csv}.
 *
 * <p>Between the braces stands a dotted path and filters, nothing else: no loops, no calls into
 * Java. A text in quotes between the braces stands for itself, so that braces can be written. An
 * unknown name or filter is an error that lists the known ones; nothing is ever left out silently.
 * Immutable, thread-safe.
 */
public final class Template {

  /** One piece of a template. */
  sealed interface Part {}

  /** Text that stands for itself. */
  record Literal(String text) implements Part {}

  /** Something to look up. */
  record Value(Expression expression) implements Part {}

  /**
   * A text and the values of its question marks.
   *
   * @param values in the order of the question marks
   */
  public record Bound(String text, List<JsonElement> values) {
    /** Keeps a copy. */
    public Bound {
      values = List.copyOf(values);
    }
  }

  private final String source;
  private final List<Part> parts;

  private Template(String source, List<Part> parts) {
    this.source = source;
    this.parts = List.copyOf(parts);
  }

  /**
   * Reads a template.
   *
   * @throws TemplateError when braces are not closed, a filter is unknown, or an expression cannot
   *     be read; the message has the line and column within the text
   */
  public static Template parse(String source) {
    List<Part> parts = new ArrayList<>();
    int position = 0;
    for (int open = source.indexOf("{{"); open >= 0; open = source.indexOf("{{", position)) {
      literal(source.substring(position, open), parts);
      ExpressionReader reader = new ExpressionReader(source, open + 2);
      try {
        parts.add(reader.read());
      } catch (TemplateError e) {
        throw new TemplateError(e.getMessage() + where(source, open));
      }
      position = reader.end();
    }
    literal(source.substring(position), parts);
    return new Template(source, parts);
  }

  /** The values it looks up, in order of appearance; empty for a plain text. */
  public List<Expression> expressions() {
    List<Expression> expressions = new ArrayList<>();
    for (Part part : parts) {
      if (part instanceof Value value) {
        expressions.add(value.expression());
      }
    }
    return List.copyOf(expressions);
  }

  /**
   * The text with its values; a text as it is, everything else as JSON.
   *
   * @throws TemplateError for an unknown name or a value a filter cannot use
   */
  public String render(Values values) {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      if (part instanceof Literal literal) {
        text.append(literal.text());
      } else if (part instanceof Value value) {
        JsonElement found = value.expression().value(values);
        text.append(found.isJsonPrimitive() ? found.getAsString() : found.toString());
      }
    }
    return text.toString();
  }

  /**
   * What the template stands for: the value itself, a list for instance, when it is one expression
   * and nothing else, otherwise the rendered text.
   *
   * @throws TemplateError as {@link #render}
   */
  public JsonElement value(Values values) {
    if (parts.size() == 1 && parts.get(0) instanceof Value value) {
      return value.expression().value(values);
    }
    return new JsonPrimitive(render(values));
  }

  /**
   * The text with a question mark for each value, and the values apart: a statement whose values
   * cannot be mistaken for SQL. Literal texts are part of the text.
   *
   * @throws TemplateError as {@link #render}
   */
  public Bound bind(Values values) {
    StringBuilder text = new StringBuilder();
    List<JsonElement> bound = new ArrayList<>();
    for (Part part : parts) {
      if (part instanceof Literal literal) {
        text.append(literal.text());
      } else if (part instanceof Value value) {
        text.append('?');
        bound.add(value.expression().value(values));
      }
    }
    return new Bound(text.toString(), bound);
  }

  /** The text it was read from. */
  @Override
  public String toString() {
    return source;
  }

  private static void literal(String text, List<Part> parts) {
    if (!text.isEmpty()) {
      parts.add(new Literal(text));
    }
  }

  private static String where(String source, int position) {
    String before = source.substring(0, position);
    long line = before.chars().filter(c -> c == '\n').count() + 1;
    int column = position - before.lastIndexOf('\n');
    return " (line " + line + ", column " + column + " of the text)";
  }
}
