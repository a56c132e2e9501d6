package io.financeflow.orchestrator.template;

/** A template that cannot be read, or a value it needs that is not there; says what to write. */
public final class TemplateError extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  TemplateError(String message) {
    super(message);
  }
}
