/**
 * Commands that learn and forecast, and about models: what is stored, which version counts, how
 * they did.
 *
 * <p>Start with {@link io.financeflow.cli.learn.TrainCommand} and {@link
 * io.financeflow.cli.learn.ModelsCommand}.
 */
@NullMarked
package io.financeflow.cli.learn;

import org.jspecify.annotations.NullMarked;
