package io.financeflow.orchestrator.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys of a key file: one line each, 32 bytes in base64; blank lines and those that begin with
 * # say nothing. Immutable.
 */
final class Keys {
  private static final int BYTES = 32;

  private final List<Key> keys;

  private Keys(List<Key> keys) {
    this.keys = List.copyOf(keys);
  }

  /**
   * One key.
   *
   * @param id the first 8 hexadecimal digits of its SHA-256; tells keys apart and not what they are
   */
  record Key(String id, SecretKeySpec secret) {
    static Key of(byte[] bytes) {
      try {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
        return new Key(HexFormat.of().formatHex(digest, 0, 4), new SecretKeySpec(bytes, "AES"));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java has SHA-256", e);
      }
    }
  }

  /** Makes a file with one new key, and its folder; one that is there stays as it is. */
  static void create(Path file, SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    try {
      OwnerOnly.create(file, Base64.getEncoder().encodeToString(bytes) + "\n");
    } catch (IOException e) {
      throw new KeyFileUnusable(
          "cannot create the key file " + file + ": check space and permissions of its folder", e);
    }
  }

  /**
   * Reads a file.
   *
   * @throws KeyFileUnusable when it is absent, others than its owner may use it, or it has no keys
   */
  static Keys read(Path file) {
    try {
      if (!Files.exists(file)) {
        throw new KeyFileUnusable(
            "there is no key file " + file + ": restore it, or name it in FINANCEFLOW_KEY_FILE");
      }
      if (OwnerOnly.isOpenToOthers(file)) {
        throw new KeyFileUnusable(
            "others than its owner may use the key file " + file + ": run chmod 600 " + file);
      }
      return of(file, Files.readAllLines(file, UTF_8));
    } catch (IOException e) {
      throw new KeyFileUnusable("cannot read the key file " + file + ": check permissions", e);
    }
  }

  private static Keys of(Path file, List<String> lines) {
    List<Key> keys = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        keys.add(key(file, i + 1, line));
      }
    }
    if (keys.isEmpty()) {
      throw new KeyFileUnusable("the key file " + file + " has no key: restore it");
    }
    return new Keys(keys);
  }

  private static Key key(Path file, int line, String text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      if (bytes.length == BYTES) {
        return Key.of(bytes);
      }
    } catch (IllegalArgumentException e) {
      // Said below, without the text, as it may be a key with one wrong letter.
    }
    throw new KeyFileUnusable(
        "line %d of the key file %s is no key of 32 bytes in base64: openssl rand -base64 32 makes one"
            .formatted(line, file));
  }

  /** The key that encrypts. */
  Key first() {
    return keys.get(0);
  }

  /** A key by its id. */
  Optional<Key> find(String id) {
    return keys.stream().filter(key -> key.id().equals(id)).findFirst();
  }
}
