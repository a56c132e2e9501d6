/**
 * What attempts logged: start with {@link io.financeflow.orchestrator.log.StoredLogs}, which
 * workers write to, and {@link io.financeflow.orchestrator.log.LogReader}.
 */
@NullMarked
package io.financeflow.orchestrator.log;

import org.jspecify.annotations.NullMarked;
