package io.financeflow.cli;

import io.financeflow.schema.market.DateRange;
import java.util.UUID;

/**
 * One run of a pipeline, wherever it runs.
 *
 * @param command ingest, returns, ...
 * @param runId written to its log rows
 * @param range the dates it is about
 * @param expected log rows it will leave when nothing fails, >= 0
 */
record Work(String command, UUID runId, DateRange range, int expected) {}
