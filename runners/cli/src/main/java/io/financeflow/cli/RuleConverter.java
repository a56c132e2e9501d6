package io.financeflow.cli;

import io.financeflow.schema.quality.QualityRule;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a quality rule. */
final class RuleConverter implements ITypeConverter<QualityRule> {
  @Override
  public QualityRule convert(String text) {
    return QualityRule.named(text)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'" + text + "' is none of " + String.join(", ", names())));
  }

  private static List<String> names() {
    return Arrays.stream(QualityRule.values()).map(QualityRule::ruleName).toList();
  }

  /** The names, for help and completion. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return names().iterator();
    }
  }
}
