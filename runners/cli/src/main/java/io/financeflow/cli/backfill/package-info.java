/**
 * Commands about backfills of DAGs; start with {@link
 * io.financeflow.cli.backfill.BackfillRunsCommand}.
 */
@NullMarked
package io.financeflow.cli.backfill;

import org.jspecify.annotations.NullMarked;
