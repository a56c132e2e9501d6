package io.financeflow.pipelines.source;

/**
 * What an answer cost.
 *
 * @param httpStatus status of the (last) answer
 * @param bytes body bytes of all its pages, as decoded
 */
public record Receipt(int httpStatus, long bytes) {}
