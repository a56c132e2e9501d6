package io.financeflow.orchestrator.catalogue;

import io.financeflow.orchestrator.dag.Dag;

/**
 * A DAG and where it was found.
 *
 * @param origin a file, a jar, or {@code built-in}; for people
 */
public record LoadedDag(Dag dag, String origin) {}
