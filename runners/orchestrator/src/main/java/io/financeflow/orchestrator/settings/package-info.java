/**
 * What people set beside the DAGs: variables, connections, pools; secrets encrypted and masked.
 *
 * <p>Start with {@link io.financeflow.orchestrator.settings.Variables} and {@link
 * io.financeflow.orchestrator.settings.Vault}; whatever writes logs needs {@link
 * io.financeflow.orchestrator.settings.SecretMask}.
 */
@NullMarked
package io.financeflow.orchestrator.settings;

import org.jspecify.annotations.NullMarked;
