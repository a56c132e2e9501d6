/**
 * Decides what happens next, any number of times at once: start with {@link
 * io.financeflow.orchestrator.engine.Scheduler}.
 */
@NullMarked
package io.financeflow.orchestrator.engine;

import org.jspecify.annotations.NullMarked;
