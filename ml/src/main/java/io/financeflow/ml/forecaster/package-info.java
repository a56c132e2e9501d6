/**
 * What every model of a series can do, and the models that any other has to beat.
 *
 * <p>Start with {@link io.financeflow.ml.forecaster.Forecaster}; {@link
 * io.financeflow.ml.forecaster.Baseline} lists the plain ones.
 */
@NullMarked
package io.financeflow.ml.forecaster;

import org.jspecify.annotations.NullMarked;
