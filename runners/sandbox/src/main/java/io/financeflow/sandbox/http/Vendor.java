package io.financeflow.sandbox.http;

import io.financeflow.sandbox.fault.FaultPlan;
import io.financeflow.sandbox.fault.Overload;
import io.financeflow.sandbox.fault.Symptom;
import io.financeflow.sandbox.fault.Verdict;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The vendor behind the socket: from a request to what is sent.
 *
 * <p>In this order: outage, server error, key, rate limit, the endpoint, damage to its body.
 * Thread-safe.
 */
final class Vendor {

  private final Routes routes;
  private final FaultPlan plan;
  private final @Nullable String apiKey;
  private final LongAdder served = new LongAdder();
  private final LongAdder limited = new LongAdder();

  Vendor(Routes routes, FaultPlan plan, @Nullable String apiKey) {
    this.routes = routes;
    this.plan = plan;
    this.apiKey = apiKey;
  }

  /** Requests answered or dropped so far, whatever the status. */
  long served() {
    return served.sum();
  }

  /** Requests answered with 429 so far. */
  long limited() {
    return limited.sum();
  }

  /** Answers a request that came with a key, or without one: null. */
  Delivery deliver(Request request, @Nullable String key) {
    Verdict verdict = plan.judge(request.identity());
    served.increment();
    if (plan.isOut()) {
      return Delivery.of(Answer.html(503, "503 Service Temporarily Unavailable"));
    }
    if (verdict.has(Symptom.SERVER_ERROR)) {
      return Delivery.of(Answer.html(502, "502 Bad Gateway"));
    }
    try {
      requireKey(key);
      Optional<Overload> overload = plan.admit();
      if (overload.isPresent()) {
        limited.increment();
        Answer refused = Refusal.tooManyRequests().answer(request.id());
        return new Delivery(refused, false, overload.get().retryAfter());
      }
      return damaged(endpointAnswer(request, verdict), verdict);
    } catch (Refusal refusal) {
      return Delivery.of(refusal.answer(request.id()));
    }
  }

  private Answer endpointAnswer(Request request, Verdict verdict) {
    return routes
        .find(request.segments())
        .map(endpoint -> endpoint.answer(request, verdict))
        .orElseGet(Refusal::pageNotFound);
  }

  private void requireKey(@Nullable String key) {
    if (apiKey != null && (key == null || key.isEmpty())) {
      throw Refusal.noKey();
    }
    if (apiKey != null && !apiKey.equals(key)) {
      throw Refusal.unknownKey();
    }
  }

  private static Delivery damaged(Answer answer, Verdict verdict) {
    if (verdict.has(Symptom.HTML)) {
      return Delivery.of(Answer.html(200, "Down for maintenance"));
    }
    Answer sent = verdict.has(Symptom.TRUNCATE) ? half(answer) : answer;
    return new Delivery(sent, verdict.has(Symptom.DROP), 0);
  }

  private static Answer half(Answer answer) {
    byte[] begin = Arrays.copyOf(answer.body(), answer.body().length / 2);
    return new Answer(answer.status(), answer.contentType(), begin);
  }

  /**
   * An answer on its way.
   *
   * @param dropped whether the connection ends in the middle of the body
   * @param retryAfter seconds for the header of that name; 0 for no such header
   */
  record Delivery(Answer answer, boolean dropped, long retryAfter) {

    static Delivery of(Answer answer) {
      return new Delivery(answer, false, 0);
    }
  }
}
