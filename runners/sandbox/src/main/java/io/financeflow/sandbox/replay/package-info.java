/**
 * A market read from a CSV file of daily bars.
 *
 * <p>Start with {@link io.financeflow.sandbox.replay.ReplayMarket#read}.
 */
@NullMarked
package io.financeflow.sandbox.replay;

import org.jspecify.annotations.NullMarked;
