/**
 * Features and datasets: what models learn from.
 *
 * <p>Start with {@link io.financeflow.pipelines.features.Feature} (the columns and their formulas),
 * then {@link io.financeflow.pipelines.features.FeaturesPipeline} and {@link
 * io.financeflow.pipelines.features.DatasetPipeline}.
 */
@NullMarked
package io.financeflow.pipelines.features;

import org.jspecify.annotations.NullMarked;
