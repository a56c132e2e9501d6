/**
 * Searches for hyper-parameters: grid, random and Hyperband, of anything that can be scored.
 *
 * <p>Start with {@link io.financeflow.ml.tuning.Search}. A {@link
 * io.financeflow.ml.tuning.SearchPlan} says what to try next and is a pure function of what was
 * tried; an {@link io.financeflow.ml.tuning.Evaluator} scores; a {@link
 * io.financeflow.ml.tuning.TrialLedger} remembers, so that a search goes on exactly where it was
 * left.
 */
@NullMarked
package io.financeflow.ml.tuning;

import org.jspecify.annotations.NullMarked;
