/**
 * Models in the database: versions that never change, which of them counts, what they forecast and
 * how it came out.
 *
 * <p>Start with {@link io.financeflow.ml.store.ModelStore} for versions, {@link
 * io.financeflow.ml.store.Promotions} for aliases, {@link io.financeflow.ml.store.PredictionStore}
 * and {@link io.financeflow.ml.store.Scores} for forecasts, {@link
 * io.financeflow.ml.store.VersionRetention} for what is forgotten. The DDL is {@code
 * db/migration/V011__models.sql} of schema.
 *
 * <p>Whoever changes versions or aliases of a model locks its row of {@code models} first; of
 * several models, in order of name.
 */
@NullMarked
package io.financeflow.ml.store;

import org.jspecify.annotations.NullMarked;
