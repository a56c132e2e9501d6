/**
 * Data quality: the rules, their SQL, and the table of their results.
 *
 * <p>Start with {@link io.financeflow.schema.quality.QualityRule}, the list of rules; what is
 * tolerated is in {@link io.financeflow.schema.quality.Thresholds}.
 */
@NullMarked
package io.financeflow.schema.quality;

import org.jspecify.annotations.NullMarked;
