package io.financeflow.ml.arima;

import io.financeflow.ml.forecaster.Series;

/**
 * Parameters found by exact maximum likelihood.
 *
 * @param coefficients where the likelihood is highest
 * @param goodness how high
 * @param completed the series with missing values replaced by their expectations
 */
record Estimate(Coefficients coefficients, Goodness goodness, Series completed) {}
