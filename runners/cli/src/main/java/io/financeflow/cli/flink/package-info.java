/**
 * Flink clusters: one of our own on this machine, and jobs on any.
 *
 * <p>Start with {@link io.financeflow.cli.flink.LocalCluster}, which starts and stops processes,
 * and {@link io.financeflow.cli.flink.ClusterRun}, which submits a pipeline and waits for it.
 */
@NullMarked
package io.financeflow.cli.flink;

import org.jspecify.annotations.NullMarked;
