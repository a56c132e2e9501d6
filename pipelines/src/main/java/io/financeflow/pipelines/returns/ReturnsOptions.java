package io.financeflow.pipelines.returns;

import io.financeflow.pipelines.io.DatabaseOptions;
import io.financeflow.schema.market.DateRange;
import java.time.Clock;
import java.time.LocalDate;
import java.util.UUID;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Validation;

/** Flags of {@link ReturnsPipeline#main}. */
public interface ReturnsOptions extends DatabaseOptions {
  /** Returns the first date. */
  @Description("First date, yyyy-mm-dd")
  @Validation.Required
  String getFrom();

  /** Sets the first date. */
  void setFrom(String date);

  /** Returns the last date. */
  @Description("Last date, yyyy-mm-dd")
  @Validation.Required
  String getTo();

  /** Sets the last date. */
  void setTo(String date);

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
        new DateRange(LocalDate.parse(options.getFrom()), LocalDate.parse(options.getTo())),
        options.getLongestGap(),
        UUID.randomUUID(),
        clock);
  }
}
