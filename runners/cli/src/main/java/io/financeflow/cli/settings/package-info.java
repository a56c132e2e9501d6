/**
 * Commands about what people set beside the DAGs: pools, variables, connections.
 *
 * <p>Start with {@link io.financeflow.cli.settings.VariablesCommand}; all three have the same
 * verbs.
 */
@NullMarked
package io.financeflow.cli.settings;

import org.jspecify.annotations.NullMarked;
