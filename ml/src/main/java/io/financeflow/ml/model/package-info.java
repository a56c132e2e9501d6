/**
 * Models of stocks: one ARIMA model per ticker out of stored closes, all of them in one artifact.
 *
 * <p>Start with {@link io.financeflow.ml.model.ArimaTraining} and {@link
 * io.financeflow.ml.model.ArimaSet}. Only {@link io.financeflow.ml.model.StoredCloses} sees the
 * database.
 */
@NullMarked
package io.financeflow.ml.model;

import org.jspecify.annotations.NullMarked;
