package io.financeflow.sandbox.fault;

import java.util.Set;

/** Which symptoms the answer to one request shows. */
public record Verdict(Set<Symptom> symptoms) {

  /** Nothing wrong. */
  public static final Verdict CLEAN = new Verdict(Set.of());

  public Verdict {
    symptoms = Set.copyOf(symptoms);
  }

  public boolean has(Symptom symptom) {
    return symptoms.contains(symptom);
  }
}
