/**
 * A market made of nothing but a seed: the same seed is the same market on every machine.
 *
 * <p>Start with {@link io.financeflow.sandbox.simulated.SimulatedMarket}. A price is the
 * exponential of common factors ({@code Factors}) and an own path ({@code OwnPath}); both can be
 * entered at any session without walking there, and neither uses a platform-dependent function.
 */
@NullMarked
package io.financeflow.sandbox.simulated;

import org.jspecify.annotations.NullMarked;
