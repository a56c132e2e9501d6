package io.financeflow.pipelines.features;

import io.financeflow.pipelines.io.DatabaseOptions;
import io.financeflow.pipelines.io.RangeOptions;
import java.time.Clock;
import java.util.UUID;

/** Flags of {@link FeaturesPipeline#main}. */
public interface FeaturesOptions extends RangeOptions {
  /** Returns the typed form of these flags, under a new run id. */
  static FeaturesSettings settings(FeaturesOptions options, Clock clock) {
    return new FeaturesSettings(
        DatabaseOptions.configuration(options),
        RangeOptions.range(options),
        UUID.randomUUID(),
        clock);
  }
}
