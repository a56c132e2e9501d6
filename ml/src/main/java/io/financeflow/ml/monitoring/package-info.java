/**
 * Whether a model still does what it was promoted for: drift of what it reads, its errors once the
 * truth is known, when to train again, and whether the newly trained one may take its place.
 *
 * <p>Start with {@link io.financeflow.ml.monitoring.DriftCheck}, {@link
 * io.financeflow.ml.monitoring.PerformanceCheck}, {@link
 * io.financeflow.ml.monitoring.RetrainingPolicy} and {@link
 * io.financeflow.ml.monitoring.PromotionGate}. Values in, values out: no database, no clock.
 */
@NullMarked
package io.financeflow.ml.monitoring;

import org.jspecify.annotations.NullMarked;
