/**
 * Stored datasets as arrays: rows of features per ticker, windows on them, scaling, folds.
 *
 * <p>Start with {@link io.financeflow.ml.dataset.StoredDataset}, which is read from the database;
 * {@link io.financeflow.ml.dataset.Windows} are what a model learns from.
 */
@NullMarked
package io.financeflow.ml.dataset;

import org.jspecify.annotations.NullMarked;
