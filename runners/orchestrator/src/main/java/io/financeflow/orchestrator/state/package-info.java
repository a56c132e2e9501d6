/**
 * What a run and a task can be, and what may follow what: start with {@link
 * io.financeflow.orchestrator.state.Transitions}.
 */
@NullMarked
package io.financeflow.orchestrator.state;

import org.jspecify.annotations.NullMarked;
