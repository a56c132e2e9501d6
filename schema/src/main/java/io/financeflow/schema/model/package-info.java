/**
 * What models learn from: feature sets, their rows, and datasets cut out of them.
 *
 * <p>Start with {@link io.financeflow.schema.model.FeatureSet} and {@link
 * io.financeflow.schema.model.Dataset}; the DDL beside them is {@code
 * db/migration/V003__features.sql}.
 */
@NullMarked
package io.financeflow.schema.model;

import org.jspecify.annotations.NullMarked;
