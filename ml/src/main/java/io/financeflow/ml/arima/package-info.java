/**
 * ARIMA models with exact Gaussian likelihood, and the search for their orders.
 *
 * <p>Start with {@link io.financeflow.ml.arima.ArimaForecaster}. {@link
 * io.financeflow.ml.arima.ArimaSpec} says which model, {@link io.financeflow.ml.arima.ArimaModel}
 * is one with its parameters, {@link io.financeflow.ml.arima.SearchTrace} how it was chosen.
 */
@NullMarked
package io.financeflow.ml.arima;

import org.jspecify.annotations.NullMarked;
