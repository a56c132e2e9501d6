/** Runs tasks: start with {@link io.financeflow.orchestrator.worker.Worker}. */
@NullMarked
package io.financeflow.orchestrator.worker;

import org.jspecify.annotations.NullMarked;
