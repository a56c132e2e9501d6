package io.financeflow.pipelines.quality;

import io.financeflow.pipelines.io.DatabaseOptions;
import io.financeflow.pipelines.io.RangeOptions;
import io.financeflow.schema.quality.QualityRule;
import java.time.Clock;
import java.util.EnumSet;
import java.util.UUID;

/** Flags of {@link QualityPipeline#main}: those of the range; every rule is checked. */
public interface QualityOptions extends RangeOptions {
  /** Returns the typed form of these flags, under a new run id. */
  static QualitySettings settings(QualityOptions options, Clock clock) {
    return new QualitySettings(
        DatabaseOptions.configuration(options),
        RangeOptions.range(options),
        EnumSet.allOf(QualityRule.class),
        UUID.randomUUID(),
        clock);
  }
}
