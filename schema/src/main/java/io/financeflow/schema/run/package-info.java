/**
 * How work is run: the jobs on clusters.
 *
 * <p>Start with {@link io.financeflow.schema.run.FlinkJob}.
 */
@NullMarked
package io.financeflow.schema.run;

import org.jspecify.annotations.NullMarked;
