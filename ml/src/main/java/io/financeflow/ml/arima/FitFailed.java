package io.financeflow.ml.arima;

/** The parameters of one model could not be estimated; the caller tries a simpler one. */
final class FitFailed extends RuntimeException {

  private static final long serialVersionUID = 1;

  FitFailed(ArimaSpec spec, String reason) {
    super(spec + ": " + reason);
  }

  FitFailed(ArimaSpec spec, RuntimeException cause) {
    super(spec + ": " + cause, cause);
  }
}
