/**
 * What a piece of work is to the engine. Start with {@link io.financeflow.orchestrator.task.Task}.
 */
@NullMarked
package io.financeflow.orchestrator.task;

import org.jspecify.annotations.NullMarked;
