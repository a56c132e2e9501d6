/**
 * What a market is to the vendor: listings, their bars and their events, whoever makes them.
 *
 * <p>Start with {@link io.financeflow.sandbox.market.Market}.
 */
@NullMarked
package io.financeflow.sandbox.market;

import org.jspecify.annotations.NullMarked;
