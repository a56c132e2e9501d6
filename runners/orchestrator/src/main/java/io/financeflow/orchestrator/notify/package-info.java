/**
 * Who is told what happened to a run: events are written beside the state change that causes them,
 * rules turn them into messages, channels send these.
 *
 * <p>Start with {@link io.financeflow.orchestrator.notify.Outbox}, which the engine calls.
 */
@NullMarked
package io.financeflow.orchestrator.notify;

import org.jspecify.annotations.NullMarked;
