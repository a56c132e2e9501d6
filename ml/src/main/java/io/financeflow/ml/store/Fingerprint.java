package io.financeflow.ml.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 of what a version learnt from: equal for equal names and rows in the same order. Not
 * thread-safe.
 */
public final class Fingerprint {
  private final MessageDigest digest;

  /** Begins with nothing. */
  public Fingerprint() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * Adds what belongs to a name.
   *
   * @param rows as bytes, beginning with how many there are
   */
  public void add(String name, byte[] rows) {
    digest.update(name.getBytes(StandardCharsets.UTF_8));
    digest.update(rows);
  }

  /** Returns {@code sha256:} and 64 hexadecimal digits; nothing can be added any more. */
  public String text() {
    return "sha256:" + HexFormat.of().formatHex(digest.digest());
  }
}
