package io.financeflow.sandbox.http;

import io.financeflow.sandbox.fault.Verdict;

/** One address of the vendor. Thread-safe. */
@FunctionalInterface
interface Endpoint {

  /**
   * The answer to an admitted request.
   *
   * @param verdict the symptoms an endpoint shows itself: those of rows and counts
   * @throws Refusal for an error of the vendor's
   */
  Answer answer(Request request, Verdict verdict);
}
