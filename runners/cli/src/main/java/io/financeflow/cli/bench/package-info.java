/**
 * Benchmarks against the physical limit, on the same rows in the same run.
 *
 * <p>Start with {@link io.financeflow.cli.bench.BenchCommand}. Each runs in a database of its own
 * beside the configured one, dropped at the end.
 */
@NullMarked
package io.financeflow.cli.bench;

import org.jspecify.annotations.NullMarked;
