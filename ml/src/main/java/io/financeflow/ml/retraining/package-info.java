/**
 * Stored versions watched: how their forecasts came out, and whether what they read has changed.
 *
 * <p>Start with {@link io.financeflow.ml.retraining.VersionMonitor}. The rules are those of {@link
 * io.financeflow.ml.monitoring}; here the tables are read.
 */
@NullMarked
package io.financeflow.ml.retraining;

import org.jspecify.annotations.NullMarked;
