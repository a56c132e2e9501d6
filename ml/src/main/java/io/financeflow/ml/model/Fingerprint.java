package io.financeflow.ml.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;

/** SHA-256 of closes: equal for equal tickers, sessions and prices in the same order. */
final class Fingerprint {
  private final MessageDigest digest;

  Fingerprint() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  void add(String ticker, Closes closes) {
    digest.update(ticker.getBytes(StandardCharsets.UTF_8));
    ByteBuffer rows = ByteBuffer.allocate(4 + 16 * closes.length());
    rows.putInt(closes.length());
    for (int i = 0; i < closes.length(); i++) {
      LocalDate session = closes.sessions().get(i);
      rows.putLong(session.toEpochDay()).putDouble(closes.at(i));
    }
    digest.update(rows.array());
  }

  /** Returns {@code sha256:} and 64 hexadecimal digits; nothing can be added any more. */
  String text() {
    return "sha256:" + HexFormat.of().formatHex(digest.digest());
  }
}
