package io.financeflow.orchestrator.worker;

import com.google.gson.JsonObject;
import io.financeflow.orchestrator.task.TaskSource;
import java.util.function.Supplier;

/**
 * What tasks find around them.
 *
 * @param tasks the work behind the kinds
 * @param logs where they log
 * @param variables what templates call {@code vars}, read anew for each attempt
 */
public record Surroundings(TaskSource tasks, AttemptLogs logs, Supplier<JsonObject> variables) {}
