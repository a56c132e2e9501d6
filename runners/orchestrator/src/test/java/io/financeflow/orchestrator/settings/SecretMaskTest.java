package io.financeflow.orchestrator.settings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SecretMaskTest {

  private static final String SECRET = "p@ss w/örd+\"1\"";

  @Test
  void secretIsMaskedWhereverItStands() {
    SecretMask mask = SecretMask.of(List.of("hunter22"));

    assertThat(mask.apply("hunter22")).isEqualTo("***");
    assertThat(mask.apply("login hunter22, then hunter22!")).isEqualTo("login ***, then ***!");
    assertThat(mask.apply("hunter2 Hunter22")).isEqualTo("hunter2 Hunter22");
    assertThat(mask.apply("hunter22hunter22")).isEqualTo("******");
  }

  @Test
  void textWithoutSecretsIsReturnedAsItIs() {
    String text = "nothing to see here";

    assertThat(SecretMask.of(List.of("hunter22")).apply(text)).isSameAs(text);
    assertThat(SecretMask.NONE.apply(text)).isSameAs(text);
  }

  @Test
  void encodedFormsAreMaskedToo() {
    SecretMask mask = SecretMask.of(List.of(SECRET));

    assertThat(mask.apply("q=p%40ss+w%2F%C3%B6rd%2B%221%22&x")).isEqualTo("q=***&x");
    assertThat(mask.apply("q=p%40ss%20w%2F%C3%B6rd%2B%221%22&x")).isEqualTo("q=***&x");
    assertThat(mask.apply("q=p%40ss+w%2f%c3%b6rd%2b%221%22&x")).isEqualTo("q=***&x");
    assertThat(mask.apply("{\"a\": \"p@ss w/örd+\\\"1\\\"\"}")).isEqualTo("{\"a\": \"***\"}");
    String base64 = Base64.getEncoder().encodeToString(SECRET.getBytes(UTF_8));
    assertThat(mask.apply("b64 " + base64 + " end")).isEqualTo("b64 *** end");
    String url = Base64.getUrlEncoder().withoutPadding().encodeToString(SECRET.getBytes(UTF_8));
    assertThat(mask.apply("b64 " + url + " end")).isEqualTo("b64 *** end");
  }

  /** As in an Authorization header: digits that something else has a part in are left. */
  @Test
  void partOfSomethingInBase64IsMasked() {
    SecretMask mask = SecretMask.of(List.of("correct horse"));

    assertThat(mask.apply("Basic " + base64("user:correct horse"))).isEqualTo("Basic dXNlcjp***");
    assertThat(mask.apply(base64("abc:correct horse"))).isEqualTo("YWJjOm***U=");
    assertThat(mask.apply(base64("a:correct horse!"))).isEqualTo("YTp***IQ==");
    assertThat(mask.apply(base64("abccorrect horse!!"))).isEqualTo("YWJj***SEh");
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  @Test
  void shortValuesAreLeftAlone() {
    assertThat(SecretMask.of(List.of("", "1", "abc")).apply("abc 1")).isEqualTo("abc 1");
    assertThat(SecretMask.of(List.of("abcd")).apply("abcd 1")).isEqualTo("*** 1");
  }

  @Test
  void longestSecretAndOverlapsAreMaskedWhole() {
    SecretMask mask = SecretMask.of(List.of("abcd", "abcdefgh", "ghijkl"));

    assertThat(mask.apply("-abcdefgh-")).isEqualTo("-***-");
    assertThat(mask.apply("-abcdef-")).isEqualTo("-***ef-");
    assertThat(mask.apply("-abcdefghijkl-")).isEqualTo("-***-");
  }

  @Test
  void linesOfASecretAreMaskedOneByOne() {
    SecretMask mask =
        SecretMask.of(List.of("-- BEGIN --\nMIIEvQIBADAN\nBgkqhkiG9w0B\n-- END --\n"));

    assertThat(mask.apply("key: MIIEvQIBADAN")).isEqualTo("key: ***");
    assertThat(mask.apply("  BgkqhkiG9w0B")).isEqualTo("  ***");
  }

  /** Against a mask made of repeated replacements, on texts without overlapping secrets. */
  @Test
  void agreesWithPlainReplacement() {
    Random random = new Random(7);
    List<String> secrets = List.of("qqqq-1", "wwww/22", "eeee+333", "rrrr 4444");
    SecretMask mask = SecretMask.of(secrets);
    for (int i = 0; i < 2_000; i++) {
      StringBuilder text = new StringBuilder();
      StringBuilder expected = new StringBuilder();
      for (int part = random.nextInt(12); part >= 0; part--) {
        boolean secret = random.nextBoolean();
        String piece = secret ? secrets.get(random.nextInt(4)) : "x".repeat(random.nextInt(9));
        text.append(piece).append(',');
        expected.append(secret ? "***" : piece).append(',');
      }
      assertThat(mask.apply(text.toString())).isEqualTo(expected.toString());
    }
  }

  @Test
  @Timeout(value = 20, unit = TimeUnit.SECONDS)
  void manySecretsDoNotSlowDownManyLines() {
    List<String> secrets = new ArrayList<>();
    Random random = new Random(3);
    for (int i = 0; i < 1_000; i++) {
      secrets.add("secret-" + Long.toHexString(random.nextLong()));
      secrets.add(Long.toHexString(random.nextLong()) + i);
    }
    SecretMask mask = SecretMask.of(secrets);
    String line =
        "2025-01-31T22:00:00Z INFO stored 41 rows of 2025-01-31 in 0.25 s: secret- ".repeat(3);

    long masked = 0;
    for (int i = 0; i < 100_000; i++) {
      masked += mask.apply(line).length();
    }

    assertThat(masked).isEqualTo(100_000L * line.length());
  }

  @Test
  void namesTellSecrets() {
    assertThat(List.of("DB_PASSWORD", "clientSecret", "access.token", "api-key", "Authorization"))
        .allMatch(SecretMask::isSecretName);
    assertThat(List.of("url", "user", "pass", "auth")).noneMatch(SecretMask::isSecretName);
  }

  @Test
  void membersWithNamesOfSecretsAreHiddenAtAnyDepth() {
    String json =
        "{\"host\":\"h\",\"list\":[{\"apiKey\":\"k\",\"n\":null}],\"token\":{\"a\":[1,true]}}";

    assertThat(SecretMask.hidden(JsonParser.parseString(json)))
        .hasToString(
            "{\"host\":\"h\",\"list\":[{\"apiKey\":\"***\",\"n\":null}],\"token\":\"***\"}");
    assertThat(SecretMask.secretsOf(JsonParser.parseString(json), false))
        .containsExactly("k", "1", "[1,true]", "{\"a\":[1,true]}");
    assertThat(SecretMask.secretsOf(JsonParser.parseString("\"plain\""), false)).isEmpty();
    assertThat(SecretMask.secretsOf(JsonParser.parseString("\"plain\""), true))
        .containsExactly("plain");
  }
}
