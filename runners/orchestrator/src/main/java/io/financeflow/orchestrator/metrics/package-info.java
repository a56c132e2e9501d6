/** What monitoring reads: start with {@link io.financeflow.orchestrator.metrics.MonitorServer}. */
@NullMarked
package io.financeflow.orchestrator.metrics;

import org.jspecify.annotations.NullMarked;
