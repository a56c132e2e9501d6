/**
 * Tells others what ran and what came out of it, in the words of OpenLineage: start with {@link
 * io.financeflow.orchestrator.lineage.LineageEmitter}.
 */
@NullMarked
package io.financeflow.orchestrator.lineage;

import org.jspecify.annotations.NullMarked;
