package io.financeflow.sandbox.fault;

/**
 * A request too many.
 *
 * @param retryAfter seconds to wait, rounded up; 0 when the vendor does not say
 */
public record Overload(long retryAfter) {}
