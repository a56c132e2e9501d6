/**
 * What stored versions say about coming sessions, from what was known at the close of a session.
 *
 * <p>Start with {@link io.financeflow.ml.prediction.Predictor}.
 */
@NullMarked
package io.financeflow.ml.prediction;

import org.jspecify.annotations.NullMarked;
