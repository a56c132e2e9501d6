/**
 * The commands that learn and forecast, and those about models: what is stored of them, which
 * version counts, how they did.
 *
 * <p>Start with {@link io.financeflow.cli.learn.ModelsCommand}, {@link
 * io.financeflow.cli.learn.TrainArimaCommand}, and {@link io.financeflow.cli.learn.ArimaCommand},
 * which needs no database.
 */
@NullMarked
package io.financeflow.cli.learn;

import org.jspecify.annotations.NullMarked;
