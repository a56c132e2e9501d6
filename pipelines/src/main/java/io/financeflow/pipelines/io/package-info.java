/**
 * PostgreSQL: the only package that talks JDBC and COPY.
 *
 * <p>A store runs each piece of work (a session, a reference list, a stretch of returns) as one
 * transaction through {@link io.financeflow.pipelines.io.Transactions}, its log row included, so a
 * crash leaves the old state or the new one.
 */
@NullMarked
package io.financeflow.pipelines.io;

import org.jspecify.annotations.NullMarked;
