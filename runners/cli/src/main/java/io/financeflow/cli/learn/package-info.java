/**
 * Commands that learn and forecast.
 *
 * <p>Start with {@link io.financeflow.cli.learn.TrainCommand}.
 */
@NullMarked
package io.financeflow.cli.learn;

import org.jspecify.annotations.NullMarked;
