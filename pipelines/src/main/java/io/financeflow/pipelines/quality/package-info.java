/**
 * Quality: stored sessions are held against the rules, and the results become {@code
 * quality_checks}.
 *
 * <p>Start with {@link io.financeflow.pipelines.quality.QualityPipeline}; the rules are in {@link
 * io.financeflow.schema.quality.QualityRule}.
 */
@NullMarked
package io.financeflow.pipelines.quality;

import org.jspecify.annotations.NullMarked;
