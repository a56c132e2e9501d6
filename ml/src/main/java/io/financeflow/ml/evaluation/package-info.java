/**
 * How good forecasts are, and on which stretches of the past they are judged.
 *
 * <p>Start with {@link io.financeflow.ml.evaluation.WalkForward} for the stretches; {@link
 * io.financeflow.ml.evaluation.ErrorMetrics}, {@link io.financeflow.ml.evaluation.DirectionMetrics}
 * and {@link io.financeflow.ml.evaluation.RankMetrics} for the measures, {@link
 * io.financeflow.ml.evaluation.DieboldMariano} and {@link
 * io.financeflow.ml.evaluation.PesaranTimmermann} for whether they mean anything.
 *
 * <p>A measure that is not defined for its input is an empty {@code OptionalDouble}, never NaN.
 */
@NullMarked
package io.financeflow.ml.evaluation;

import org.jspecify.annotations.NullMarked;
