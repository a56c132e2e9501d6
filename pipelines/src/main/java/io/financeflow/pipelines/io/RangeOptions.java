package io.financeflow.pipelines.io;

import io.financeflow.schema.market.DateRange;
import java.time.LocalDate;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Validation;

/** Flags that name the database and the dates of a pipeline launched by its {@code main}. */
public interface RangeOptions extends DatabaseOptions {
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

  /** Returns the typed form of the dates. */
  static DateRange range(RangeOptions options) {
    return new DateRange(LocalDate.parse(options.getFrom()), LocalDate.parse(options.getTo()));
  }
}
