package io.financeflow.cli.learn;

import io.financeflow.cli.output.Failure;
import io.financeflow.ml.arima.ArimaOrder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags {@code --auto} and {@code --order}, as a mixin. */
final class OrderFlags {
  @Option(
      names = "--auto",
      description = "Search for the order as R's auto.arima does (Hyndman and Khandakar).")
  private boolean auto;

  @Option(
      names = "--order",
      paramLabel = "P,D,Q",
      description = "Lags, differences and error lags of the model: 1,1,1.")
  private @Nullable String order;

  /** Returns the order that was given; empty when none was. */
  Optional<ArimaOrder.Part> given() {
    if (auto && order != null) {
      throw new Failure.Usage("--auto and --order exclude each other");
    }
    return Optional.ofNullable(order).map(text -> part("--order", text));
  }

  /** Tells whether it shall be searched for. */
  boolean auto() {
    return auto;
  }

  /** Reads an order of a flag. */
  static ArimaOrder.Part part(String flag, String text) {
    try {
      return ArimaOrder.Part.parse(text);
    } catch (IllegalArgumentException wrong) {
      throw new Failure.Usage(flag + ": " + wrong.getMessage());
    }
  }
}
