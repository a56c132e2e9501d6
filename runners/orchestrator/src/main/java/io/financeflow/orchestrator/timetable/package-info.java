/**
 * When a DAG runs and which data a run covers. Start with {@link
 * io.financeflow.orchestrator.timetable.Timetable}.
 */
@NullMarked
package io.financeflow.orchestrator.timetable;

import org.jspecify.annotations.NullMarked;
