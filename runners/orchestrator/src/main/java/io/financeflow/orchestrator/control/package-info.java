/**
 * What people do to DAGs, runs and tasks, and what they ask about them: start with {@link
 * io.financeflow.orchestrator.control.Clearing} and {@link
 * io.financeflow.orchestrator.control.Why}.
 *
 * <p>Every act is one transaction that locks in one order: the DAG (weakly), the run, its latest
 * execution, the task instances by id. It leaves a row of {@code audit} and wakes whom it concerns.
 */
@NullMarked
package io.financeflow.orchestrator.control;

import org.jspecify.annotations.NullMarked;
