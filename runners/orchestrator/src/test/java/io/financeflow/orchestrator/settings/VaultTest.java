package io.financeflow.orchestrator.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.financeflow.schema.run.Sealed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VaultTest {
  /** 32 times the letter A, and its id by {@code sha256sum}. */
  private static final String KEY_A = "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE=";

  private static final String ID_A = "22a48051";
  private static final String KEY_B = "QkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkI=";

  @TempDir private Path directory = Path.of("");
  private Path file = Path.of("");

  @BeforeEach
  void nameFile() {
    file = directory.resolve("home/secret.key");
  }

  private Vault vault(String... lines) throws IOException {
    Files.createDirectories(directory.resolve("home"));
    Files.write(file, List.of(lines));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return new Vault(file);
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void keyFileIsMadeOnceForItsOwnerOnly() throws IOException {
    Vault vault = new Vault(file);

    vault.createKeyFile();

    List<String> lines = Files.readAllLines(file);
    assertThat(lines).singleElement().asString().hasSize(44).isNotEqualTo(KEY_A);
    assertThat(permissions(file)).isEqualTo("rw-------");
    assertThat(permissions(directory.resolve("home"))).isEqualTo("rwx------");
    new Vault(file).createKeyFile();
    assertThat(Files.readAllLines(file)).isEqualTo(lines);
    assertThat(directory.resolve("home").toFile().list()).containsExactly("secret.key");
  }

  @Test
  void manyAtOnceMakeOneKey() {
    Set<String> keys =
        new HashSet<>(
            IntStream.range(0, 16)
                .parallel()
                .mapToObj(
                    i -> {
                      Vault vault = new Vault(file);
                      vault.createKeyFile();
                      return vault.currentKey();
                    })
                .toList());

    assertThat(keys).hasSize(1);
  }

  @Test
  void sealedTextOpensAndDiffersEachTime() throws IOException {
    Vault vault = vault(KEY_A);

    Sealed one = vault.seal("variable 'x'", "grüße");
    Sealed two = vault.seal("variable 'x'", "grüße");

    assertThat(one.keyId()).isEqualTo(ID_A);
    assertThat(one.base64()).isNotEqualTo(two.base64());
    assertThat(Base64.getDecoder().decode(one.base64())).hasSize(12 + 7 + 16);
    assertThat(vault.open("variable 'x'", one)).isEqualTo("grüße");
    assertThat(vault.open("variable 'x'", two)).isEqualTo("grüße");
    assertThat(vault.open("variable 'x'", vault.seal("variable 'x'", ""))).isEmpty();
  }

  @Test
  void everyChangedByteIsNoticed() throws IOException {
    Vault vault = vault(KEY_A);
    byte[] bytes = Base64.getDecoder().decode(vault.seal("variable 'x'", "secret").base64());

    for (int i = 0; i < bytes.length; i++) {
      byte[] changed = bytes.clone();
      changed[i] ^= 1;
      Sealed sealed = new Sealed(ID_A, Base64.getEncoder().encodeToString(changed));
      assertThatThrownBy(() -> vault.open("variable 'x'", sealed))
          .isInstanceOf(UnreadableSecret.class)
          .hasMessage(
              "variable 'x' was changed or moved outside of FinanceFlow: delete it and set it anew");
    }
    assertThatThrownBy(() -> vault.open("variable 'x'", new Sealed(ID_A, "AAAA")))
        .isInstanceOf(UnreadableSecret.class);
  }

  @Test
  void textMovedToAnotherNameDoesNotOpen() throws IOException {
    Vault vault = vault(KEY_A);
    Sealed sealed = vault.seal("variable 'x'", "secret");

    assertThatThrownBy(() -> vault.open("variable 'y'", sealed))
        .isInstanceOf(UnreadableSecret.class);
    assertThatThrownBy(() -> vault.open("connection 'x'", sealed))
        .isInstanceOf(UnreadableSecret.class);
  }

  @Test
  void anotherKeyIsOneClearLine() throws IOException {
    Sealed sealed = vault(KEY_A).seal("variable 'x'", "secret");

    assertThatThrownBy(() -> vault(KEY_B).open("variable 'x'", sealed))
        .isInstanceOf(UnreadableSecret.class)
        .hasMessage(
            "variable 'x' is encrypted with key 22a48051, which %s does not have: add that key to the file, or delete it and set it anew",
            file);
  }

  @Test
  void firstKeyEncryptsAllDecryptAlsoWhenAddedLater() throws IOException {
    Vault vault = vault(KEY_A);
    Sealed old = vault.seal("variable 'x'", "secret");

    vault("# new", KEY_B, "", "# old", " " + KEY_A);

    Sealed fresh = vault.seal("variable 'x'", "secret");
    assertThat(fresh.keyId()).isNotEqualTo(ID_A);
    assertThat(vault.open("variable 'x'", old)).isEqualTo("secret");
    assertThat(vault.open("variable 'x'", fresh)).isEqualTo("secret");
    Vault reader = vault(KEY_A);
    assertThat(reader.open("variable 'x'", old)).isEqualTo("secret");
    vault(KEY_B, KEY_A);
    assertThat(reader.open("variable 'x'", fresh)).isEqualTo("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw------x"})
  void fileOpenToOthersIsRefused(String permissions) throws IOException {
    Vault vault = vault(KEY_A);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

    assertThatThrownBy(() -> vault.seal("variable 'x'", "secret"))
        .isInstanceOf(KeyFileUnusable.class)
        .hasMessage("others than its owner may use the key file %s: run chmod 600 %s", file, file);
  }

  @Test
  void fileThatOnlyItsOwnerReadsWillDo() throws IOException {
    Vault vault = vault(KEY_A);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));

    assertThat(vault.currentKey()).isEqualTo(ID_A);
  }

  @Test
  void fileWithoutKeysIsRefusedWithoutItsText() throws IOException {
    assertThatThrownBy(() -> vault(KEY_A, "QUFB").currentKey())
        .isInstanceOf(KeyFileUnusable.class)
        .hasMessage(
            "line 2 of the key file %s is no key of 32 bytes in base64: openssl rand -base64 32 makes one",
            file);
    assertThatThrownBy(() -> vault("not base64!").currentKey())
        .hasMessageStartingWith("line 1 of the key file");
    assertThatThrownBy(() -> vault("# none").currentKey())
        .hasMessage("the key file %s has no key: restore it", file);
    Files.delete(file);
    assertThatThrownBy(() -> new Vault(file).currentKey())
        .hasMessage(
            "there is no key file %s: restore it, or name it in FINANCEFLOW_KEY_FILE", file);
  }

  @Test
  void writtenFileReplacesOneThatOthersCouldRead() throws IOException {
    Path export = directory.resolve("variables.json");
    Files.writeString(export, "old");
    Files.setPosixFilePermissions(export, PosixFilePermissions.fromString("rw-rw-rw-"));

    OwnerOnly.write(export, "new");

    assertThat(export).hasContent("new");
    assertThat(permissions(export)).isEqualTo("rw-------");
  }
}
