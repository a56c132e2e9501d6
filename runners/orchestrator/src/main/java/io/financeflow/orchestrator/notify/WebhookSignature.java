package io.financeflow.orchestrator.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signature of a webhook as Standard Webhooks has it: HMAC-SHA256 over {@code
 * id.timestamp.body}, in base64 after {@code v1,}. Source: the specification of Standard Webhooks.
 */
final class WebhookSignature {
  private static final String PREFIX = "whsec_";

  private WebhookSignature() {}

  /** The signature of a body, of which exactly these bytes must be sent. */
  static String of(Secret key, String id, Instant timestamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key(key), "HmacSHA256"));
      mac.update((id + "." + timestamp.getEpochSecond() + ".").getBytes(UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  /**
   * The bytes of a key.
   *
   * @throws IllegalArgumentException when it is none; the message does not repeat it
   */
  static byte[] key(Secret secret) {
    String text = secret.value();
    if (text.startsWith(PREFIX)) {
      try {
        byte[] key = Base64.getDecoder().decode(text.substring(PREFIX.length()));
        if (key.length >= 24 && key.length <= 64) {
          return key;
        }
      } catch (IllegalArgumentException notBase64) {
        // Told below, without the text.
      }
    }
    throw new IllegalArgumentException(
        "a webhook's secret is whsec_ and base64 of 24 to 64 bytes: make one with"
            + " echo whsec_$(head -c 32 /dev/urandom | base64)");
  }
}
