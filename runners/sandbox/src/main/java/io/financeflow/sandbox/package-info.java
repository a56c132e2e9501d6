/**
 * A market-data vendor on this machine: real HTTP, the vendor's JSON, prices from a simulation or a
 * file, and faults on demand.
 *
 * <p>Start with {@link io.financeflow.sandbox.Sandbox}.
 */
@NullMarked
package io.financeflow.sandbox;

import org.jspecify.annotations.NullMarked;
