/**
 * Daily returns: how closes, splits and listings become {@code daily_bars.daily_return}.
 *
 * <p>Start with {@link io.financeflow.pipelines.returns.SimpleReturn}, the arithmetic; {@link
 * io.financeflow.pipelines.returns.ReturnsPipeline} runs it over a range.
 */
@NullMarked
package io.financeflow.pipelines.returns;

import org.jspecify.annotations.NullMarked;
