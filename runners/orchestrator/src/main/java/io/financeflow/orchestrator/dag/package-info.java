/**
 * A DAG as a value, checked when it is made. Start with {@link
 * io.financeflow.orchestrator.dag.Dag}.
 */
@NullMarked
package io.financeflow.orchestrator.dag;

import org.jspecify.annotations.NullMarked;
