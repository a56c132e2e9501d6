package io.financeflow.sandbox.http;

import io.financeflow.sandbox.market.Bar;

/** The fields of a bar as the vendor writes them, after the ticker if there is one. */
final class BarJson {

  private BarJson() {}

  /** Writes volume to count; {@code vw} and {@code n} only when known. */
  static void write(JsonBytes json, Bar bar, long millis) {
    json.field("v", bar.volume());
    if (bar.vwap() > 0) {
      json.field("vw", bar.vwap());
    }
    json.field("o", bar.open()).field("c", bar.close());
    json.field("h", bar.high()).field("l", bar.low()).field("t", millis);
    if (bar.trades() > 0) {
      json.field("n", bar.trades());
    }
  }
}
