package io.financeflow.cli.learn;

import io.financeflow.ml.model.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a target by its name in lower case. */
final class TargetConverter implements ITypeConverter<Target> {
  private static final List<String> NAMES =
      Arrays.stream(Target.values()).map(Target::text).toList();

  @Override
  public Target convert(String text) {
    try {
      return Target.of(text);
    } catch (IllegalArgumentException wrong) {
      throw new TypeConversionException(wrong.getMessage());
    }
  }

  /** The names, for help and completion. */
  static final class Names extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Names() {
      super(NAMES);
    }
  }
}
