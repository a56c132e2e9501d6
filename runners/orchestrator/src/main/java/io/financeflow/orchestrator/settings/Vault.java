package io.financeflow.orchestrator.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.financeflow.schema.run.Sealed;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts texts with AES-256-GCM under the first key of a key file, decrypts with any of its keys.
 *
 * <p>What is encrypted is bound to the name it is stored under: moved to another one, it does not
 * open. Each has a random nonce of 96 bits and a tag of 128 (NIST SP 800-38D). The file is read
 * when something is encrypted, and when a key is needed that was not there the last time: a key can
 * be added while a scheduler runs. Thread-safe.
 */
public final class Vault {
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final Path file;
  private final SecureRandom random = new SecureRandom();
  private final AtomicReference<@Nullable Keys> known = new AtomicReference<>();

  /** The vault of a key file, which is looked at when it is needed. */
  public Vault(Path file) {
    this.file = file;
  }

  /** Whether there is a key file. */
  boolean hasKeyFile() {
    return Files.exists(file);
  }

  /** Makes a key file when there is none. */
  void createKeyFile() {
    if (!hasKeyFile()) {
      Keys.create(file, random);
    }
  }

  /** Id of the key that encrypts now. */
  String currentKey() {
    return reload().first().id();
  }

  /**
   * Encrypts a text.
   *
   * @param place where it will be stored, as {@code variable 'x'}
   */
  Sealed seal(String place, String text) {
    Keys.Key key = reload().first();
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] encrypted =
          cipher(Cipher.ENCRYPT_MODE, key, nonce, place).doFinal(text.getBytes(UTF_8));
      byte[] all =
          ByteBuffer.allocate(NONCE_BYTES + encrypted.length).put(nonce).put(encrypted).array();
      return new Sealed(key.id(), Base64.getEncoder().encodeToString(all));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has AES-256-GCM", e);
    }
  }

  /**
   * Decrypts a text.
   *
   * @param place where it was found, as {@code variable 'x'}
   * @throws UnreadableSecret when the key is not in the file, or the text was changed or moved
   * @throws KeyFileUnusable when the file cannot be used at all
   */
  String open(String place, Sealed sealed) {
    Keys.Key key = key(place, sealed.keyId());
    try {
      byte[] all = Base64.getDecoder().decode(sealed.base64());
      byte[] nonce = Arrays.copyOf(all, NONCE_BYTES);
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, nonce, place);
      return new String(cipher.doFinal(all, NONCE_BYTES, all.length - NONCE_BYTES), UTF_8);
    } catch (AEADBadTagException | IllegalArgumentException e) {
      throw new UnreadableSecret(
          place + " was changed or moved outside of FinanceFlow: delete it and set it anew", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has AES-256-GCM", e);
    }
  }

  private Keys.Key key(String place, String id) {
    Keys keys = known.get();
    if (keys == null || keys.find(id).isEmpty()) {
      keys = reload();
    }
    return keys.find(id)
        .orElseThrow(
            () ->
                new UnreadableSecret(
                    "%s is encrypted with key %s, which %s does not have: add that key to the file, or delete it and set it anew"
                        .formatted(place, id, file)));
  }

  private Keys reload() {
    Keys keys = Keys.read(file);
    known.set(keys);
    return keys;
  }

  private static Cipher cipher(int mode, Keys.Key key, byte[] nonce, String place)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key.secret(), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(place.getBytes(UTF_8));
    return cipher;
  }
}
