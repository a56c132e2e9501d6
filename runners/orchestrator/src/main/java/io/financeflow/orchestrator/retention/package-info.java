/** Forgets history in time: start with {@link io.financeflow.orchestrator.retention.Retention}. */
@NullMarked
package io.financeflow.orchestrator.retention;

import org.jspecify.annotations.NullMarked;
