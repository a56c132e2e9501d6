package io.financeflow.orchestrator.notify;

import java.util.UUID;

/**
 * A message that one sender has taken.
 *
 * @param token only who has it may note the outcome
 * @param attempt this one's number, from 1
 */
record Claim(long delivery, UUID token, int attempt, Message message) {}
