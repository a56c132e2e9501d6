package io.financeflow.pipelines.returns;

import io.financeflow.pipelines.io.DatabaseOptions;
import io.financeflow.pipelines.io.RangeOptions;
import java.time.Clock;
import java.util.UUID;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;

/** Flags of {@link ReturnsPipeline#main}. */
public interface ReturnsOptions extends RangeOptions {
  /** Returns the gap limit. */
  @Description("Sessions back that the previous close may lie; 1: only the session before")
  @Default.Integer(ReturnsSettings.DEFAULT_GAP)
  int getLongestGap();

  /** Sets the gap limit. */
  void setLongestGap(int sessions);

  /** Returns the typed form of these flags, under a new run id. */
  static ReturnsSettings settings(ReturnsOptions options, Clock clock) {
    return new ReturnsSettings(
        DatabaseOptions.configuration(options),
        RangeOptions.range(options),
        options.getLongestGap(),
        UUID.randomUUID(),
        clock);
  }
}
