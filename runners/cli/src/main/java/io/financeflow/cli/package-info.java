/**
 * The rim: one class per command, all wiring, output and exit codes.
 *
 * <p>Start with {@link io.financeflow.cli.FinanceFlow}, the list of commands. Only this module
 * reads the environment and the clock, prints, and exits.
 */
@NullMarked
package io.financeflow.cli;

import org.jspecify.annotations.NullMarked;
