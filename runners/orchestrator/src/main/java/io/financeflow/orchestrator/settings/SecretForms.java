package io.financeflow.orchestrator.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonPrimitive;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** The texts that give a secret away. */
final class SecretForms {
  private SecretForms() {}

  /**
   * The secret itself, each of its lines, and how it looks in JSON, in a URL and in base64, also
   * where it is a part of what was encoded. Some are as short as nothing.
   */
  static Set<String> of(String secret) {
    Set<String> forms = new HashSet<>(secret.strip().lines().map(String::strip).toList());
    forms.add(secret);
    String json = new JsonPrimitive(secret).toString();
    forms.add(json.substring(1, json.length() - 1));
    String url = URLEncoder.encode(secret, UTF_8);
    for (String each : new String[] {url, url.replace("+", "%20")}) {
      forms.add(each);
      forms.add(lowerCaseEscapes(each));
    }
    for (int offset = 0; offset < 3; offset++) {
      String part = base64(secret.getBytes(UTF_8), offset);
      forms.add(part);
      forms.add(part.replace('+', '-').replace('/', '_'));
    }
    String whole = Base64.getEncoder().encodeToString(secret.getBytes(UTF_8));
    forms.add(whole);
    forms.add(whole.replace('+', '-').replace('/', '_'));
    forms.add(whole.replace("=", ""));
    forms.add(whole.replace('+', '-').replace('/', '_').replace("=", ""));
    return forms;
  }

  /** The digits that only the secret has a part in, when so many bytes modulo 3 are before it. */
  private static String base64(byte[] secret, int offset) {
    byte[] padded = new byte[offset + secret.length];
    System.arraycopy(secret, 0, padded, offset, secret.length);
    String digits = Base64.getEncoder().withoutPadding().encodeToString(padded);
    int first = offset == 0 ? 0 : offset + 1;
    int last = padded.length % 3 == 0 ? digits.length() : digits.length() - 1;
    return first < last ? digits.substring(first, last) : "";
  }

  private static String lowerCaseEscapes(String url) {
    StringBuilder text = new StringBuilder(url);
    for (int at = url.indexOf('%'); at >= 0; at = url.indexOf('%', at + 3)) {
      text.replace(at, at + 3, url.substring(at, at + 3).toLowerCase(Locale.ROOT));
    }
    return text.toString();
  }
}
