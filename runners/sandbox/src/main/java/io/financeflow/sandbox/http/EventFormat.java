package io.financeflow.sandbox.http;

/** The two generations of the vendor's event endpoints: limits and fields differ. */
enum EventFormat {
  /** Under {@code /v3/reference}. */
  CLASSIC(10, 1000),
  /** Under {@code /stocks/v1}. */
  MODERN(100, 5000);

  private final int limit;
  private final int greatestLimit;

  EventFormat(int limit, int greatestLimit) {
    this.limit = limit;
    this.greatestLimit = greatestLimit;
  }

  int limit(Parameters parameters) {
    return parameters.limit(limit, greatestLimit);
  }
}
