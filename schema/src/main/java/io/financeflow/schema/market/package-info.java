/**
 * Market facts: one record per row type and one class per table that owns its SQL.
 *
 * <p>Start with {@link io.financeflow.schema.market.DailyBar} and {@link
 * io.financeflow.schema.market.DailyBarTable}; the DDL beside them is {@code
 * db/migration/V001__market.sql}.
 */
@NullMarked
package io.financeflow.schema.market;

import org.jspecify.annotations.NullMarked;
