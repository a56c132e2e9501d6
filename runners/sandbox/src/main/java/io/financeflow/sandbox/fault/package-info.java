/**
 * What can be wrong with a vendor, on demand and repeatably.
 *
 * <p>Start with {@link io.financeflow.sandbox.fault.Fault#parse}; {@code FaultPlan} decides per
 * request which faults hit it.
 */
@NullMarked
package io.financeflow.sandbox.fault;

import org.jspecify.annotations.NullMarked;
