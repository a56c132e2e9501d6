package io.financeflow.orchestrator.settings;

import io.financeflow.orchestrator.template.KnownNames;
import java.util.Collection;
import java.util.regex.Pattern;

/** Names of settings: 1 to 100 letters, digits, {@code _}, {@code .} and {@code -}. */
final class Named {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,100}");

  private Named() {}

  /** Refuses what is no name; {@code what} is the word for the thing. */
  static void check(String what, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new InvalidSetting(
          "the name of a %s must be 1 to 100 letters, digits, _, . or - but was '%s'"
              .formatted(what, name));
    }
  }

  /** There is none of that name. */
  static InvalidSetting unknown(String what, String name, Collection<String> known) {
    return new InvalidSetting("no %s '%s'; %s".formatted(what, name, KnownNames.hint(name, known)));
  }
}
