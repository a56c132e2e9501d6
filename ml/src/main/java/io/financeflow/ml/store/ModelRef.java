package io.financeflow.ml.store;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names a version of a model as users do: {@code NAME}, {@code NAME@alias} or {@code NAME:version}.
 *
 * <p>The plain name means the champion, or the latest version when there is none.
 *
 * @param model 1 to 60 lower-case letters, digits, dots, underscores and hyphens, a letter first
 * @param alias not together with a version
 * @param version 1 or more
 */
public record ModelRef(String model, Optional<Alias> alias, OptionalInt version) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9._-]{0,59}");
  private static final Pattern TEXT = Pattern.compile("([^@:]*)(?:@([^@:]*)|:([0-9]{1,9}))?");

  /** Refuses a wrong name, a version below 1, and alias and version together. */
  public ModelRef {
    requireName(model);
    if (alias.isPresent() && version.isPresent()) {
      throw new ModelRefusal("a version has either an alias or a number: " + model);
    }
    if (version.isPresent() && version.getAsInt() < 1) {
      throw new ModelRefusal("a version must be >= 1 but was " + version.getAsInt());
    }
  }

  /**
   * Reads {@link #text}.
   *
   * @throws ModelRefusal for another text
   */
  public static ModelRef parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new ModelRefusal(
          "a version of a model is written NAME, NAME@alias or NAME:number, not '" + text + "'");
    }
    String number = parts.group(3);
    return new ModelRef(
        parts.group(1),
        Optional.ofNullable(parts.group(2)).map(Alias::of),
        number == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(number)));
  }

  /** Names a version by its number. */
  public static ModelRef of(String model, int version) {
    return new ModelRef(model, Optional.empty(), OptionalInt.of(version));
  }

  /** Names the version with an alias. */
  public static ModelRef of(String model, Alias alias) {
    return new ModelRef(model, Optional.of(alias), OptionalInt.empty());
  }

  /** Returns what {@link #parse} reads as this. */
  public String text() {
    return model
        + alias.map(each -> "@" + each.text()).orElse("")
        + (version.isPresent() ? ":" + version.getAsInt() : "");
  }

  /** Refuses what cannot be the name of a model. */
  static String requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new ModelRefusal(
          "the name of a model must be 1 to 60 lower-case letters, digits, ., _ or -, a letter"
              + " first, but was '%s'".formatted(name));
    }
    return name;
  }
}
