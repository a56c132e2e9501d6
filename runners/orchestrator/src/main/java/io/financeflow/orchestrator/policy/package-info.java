/**
 * Rules as pure functions: when a task runs, when it is tried again, who goes first. Start with
 * {@link io.financeflow.orchestrator.policy.TriggerRule}.
 */
@NullMarked
package io.financeflow.orchestrator.policy;

import org.jspecify.annotations.NullMarked;
