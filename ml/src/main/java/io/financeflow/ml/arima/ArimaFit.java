package io.financeflow.ml.arima;

import java.util.Optional;

/**
 * A fitted model and how it was chosen.
 *
 * @param model the model
 * @param trace the search; empty when the order was given
 */
public record ArimaFit(ArimaModel model, Optional<SearchTrace> trace) {}
