/**
 * How good forecasts are, and on which stretches of the past they are judged.
 *
 * <p>Start with {@link io.financeflow.ml.evaluation.Comparison}, one model of series beside its
 * baselines, or {@link io.financeflow.ml.evaluation.PanelComparison}, the same for models of
 * features. Under them: {@link io.financeflow.ml.evaluation.WalkForward} for the stretches; {@link
 * io.financeflow.ml.evaluation.ErrorMetrics}, {@link
 * io.financeflow.ml.evaluation.DirectionMetrics}, {@link io.financeflow.ml.evaluation.RankMetrics}
 * and {@link io.financeflow.ml.evaluation.LongShort} for the measures; {@link
 * io.financeflow.ml.evaluation.DieboldMariano} and {@link
 * io.financeflow.ml.evaluation.PesaranTimmermann} for whether they mean anything; {@link
 * io.financeflow.ml.evaluation.Conformal} for intervals.
 *
 * <p>A measure that is not defined for its input is an empty {@code OptionalDouble}, never NaN.
 */
@NullMarked
package io.financeflow.ml.evaluation;

import org.jspecify.annotations.NullMarked;
