package io.financeflow.orchestrator.yaml;

import io.financeflow.orchestrator.notify.Secret;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values that a file refers to as {@code ${NAME}} and that stand elsewhere. */
final class References {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

  private final Function<String, Optional<String>> settings;

  References(Function<String, Optional<String>> settings) {
    this.settings = settings;
  }

  /** The text itself, or what it refers to; for fields that are not secret. */
  String text(String text) {
    Matcher reference = REFERENCE.matcher(text);
    return reference.matches() ? value(reference.group(1)) : text;
  }

  /** What the text refers to; a secret written out is refused, and not repeated. */
  Secret secret(String text) {
    Matcher reference = REFERENCE.matcher(text);
    if (!reference.matches()) {
      throw new IllegalArgumentException(
          "a secret does not stand in this file: write ${NAME} here, and NAME=... in the"
              + " environment or financeflow.properties");
    }
    return new Secret(value(reference.group(1)));
  }

  private String value(String name) {
    return settings
        .apply(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    name + " is not set: set it in the environment or financeflow.properties"));
  }
}
