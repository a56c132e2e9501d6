package io.financeflow.orchestrator.log;

/**
 * A line with who wrote it.
 *
 * @param mapIndex from 0; -1 when the task is not mapped
 * @param attempt from 1
 */
public record TaskLine(String task, int mapIndex, int attempt, LogLine line) {}
