/**
 * DAGs as text, read and written. Start with {@link io.financeflow.orchestrator.yaml.DagDocument}.
 */
@NullMarked
package io.financeflow.orchestrator.yaml;

import org.jspecify.annotations.NullMarked;
