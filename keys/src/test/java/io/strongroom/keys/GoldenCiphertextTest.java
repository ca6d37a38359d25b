package io.strongroom.keys;

import static io.strongroom.keys.Samples.hex;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The vectors of {@code docs/formats/kms-ciphertext.md}, which were computed by other means than
 * this module.
 */
@DisplayName("CRY-6: golden ciphertexts of KMS open for ever")
class GoldenCiphertextTest {
  private static final String RESOURCE = "kms-ciphertext-1.properties";
  private static final String LINES = lines();
  private static final Properties VECTORS = vectors();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void ciphertextOpensWithItsContextInAnyOrder(int vector) throws OpenException {
    Keyring ring = ring(vector, Entropy.secure());
    KeyMaterial key = ring.unwrap(owner(vector), bytes(vector, "wrapped"));
    CiphertextBlob blob = CiphertextBlob.parse(bytes(vector, "ciphertext"));
    assertEquals(text(vector, "key-id"), blob.keyId());
    assertEquals(owner(vector).version(), blob.keyVersion());
    for (Map<String, String> context : orders(vector)) {
      SensitiveBytes opened = ring.decrypt(key, context, blob);
      assertEquals(text(vector, "plaintext"), hex(Samples.bytes(opened)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void sameEntropyEncryptsTheSame(int vector) throws OpenException {
    ScriptedEntropy entropy = new ScriptedEntropy(text(vector, "nonce"));
    Keyring ring = ring(vector, entropy);
    KeyMaterial key = ring.unwrap(owner(vector), bytes(vector, "wrapped"));
    SensitiveBytes plaintext = SensitiveBytes.owning(bytes(vector, "plaintext"));
    CiphertextBlob blob = ring.encrypt(key, context(vector), plaintext);
    assertEquals(text(vector, "ciphertext"), hex(blob.bytes()));
    assertTrue(entropy.isSpent());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void materialIdsAreAsDescribed(int vector) {
    assertEquals(text(vector, "material-id"), owner(vector).materialId());
  }

  @Test
  void anotherContextDoesNotOpen() throws OpenException {
    Keyring ring = ring(2, Entropy.secure());
    KeyMaterial key = ring.unwrap(owner(2), bytes(2, "wrapped"));
    CiphertextBlob blob = CiphertextBlob.parse(bytes(2, "ciphertext"));
    for (Map<String, String> other :
        java.util.List.of(
            Map.<String, String>of(),
            Map.of("a", "1", "b", "2"),
            Map.of("a", "1", "b", "2", "B", "", "c", ""),
            Map.of("A", "1", "b", "2", "B", ""),
            Map.of("a", "2", "b", "1", "B", ""))) {
      assertThrows(OpenException.class, () -> ring.decrypt(key, other, blob));
    }
  }

  @Test
  @DisplayName("no changed byte opens, and none is served under another key's name")
  void changedCiphertextDoesNotOpen() throws OpenException {
    Keyring ring = ring(1, Entropy.secure());
    KeyMaterial key = ring.unwrap(owner(1), bytes(1, "wrapped"));
    byte[] whole = bytes(1, "ciphertext");
    for (int i = 0; i < whole.length; i++) {
      byte[] changed = whole.clone();
      changed[i] ^= 1;
      assertThrows(
          OpenException.class,
          () -> ring.decrypt(key, Map.of(), CiphertextBlob.parse(changed)),
          "byte " + i);
    }
  }

  @Test
  void whatIsNoCiphertextIsRefused() {
    for (int length : new int[] {0, 1, CiphertextBlob.OVERHEAD - 1, 4_096 + 50}) {
      byte[] bytes = new byte[length];
      if (length > 0) {
        bytes[0] = CiphertextBlob.FORMAT;
      }
      assertThrows(OpenException.class, () -> CiphertextBlob.parse(bytes));
    }
  }

  @Test
  void tooLongAPlaintextIsRefused() throws OpenException {
    Keyring ring = ring(1, Entropy.secure());
    KeyMaterial key = ring.unwrap(owner(1), bytes(1, "wrapped"));
    byte[] most = new byte[CiphertextBlob.MAX_PLAINTEXT];
    CiphertextBlob blob = ring.encrypt(key, Map.of(), SensitiveBytes.copyOf(most));
    SensitiveBytes opened = ring.decrypt(key, Map.of(), CiphertextBlob.parse(blob.bytes()));
    assertArrayEquals(most, Samples.bytes(opened));
    SensitiveBytes more = SensitiveBytes.owning(new byte[CiphertextBlob.MAX_PLAINTEXT + 1]);
    assertThrows(IllegalArgumentException.class, () -> ring.encrypt(key, Map.of(), more));
  }

  @Test
  void documentShowsTheseVectors() throws IOException {
    Path document = Path.of("..", "docs", "formats", "kms-ciphertext.md");
    assertTrue(Files.readString(document).contains(LINES), "the document shows other vectors");
  }

  private static java.util.List<Map<String, String>> orders(int vector) {
    Map<String, String> context = context(vector);
    Map<String, String> reversed = new LinkedHashMap<>();
    context.entrySet().stream()
        .toList()
        .reversed()
        .forEach(entry -> reversed.put(entry.getKey(), entry.getValue()));
    return java.util.List.of(context, reversed);
  }

  private static Map<String, String> context(int vector) {
    Map<String, String> context = new LinkedHashMap<>();
    for (int i = 1; VECTORS.containsKey(vector + ".context." + i + ".name"); i++) {
      String pair = "context." + i;
      context.put(text(vector, pair + ".name"), text(vector, pair + ".value"));
    }
    return context;
  }

  private static Keyring ring(int vector, Entropy entropy) {
    RootKey root = RootKey.of(SensitiveBytes.owning(bytes(vector, "root-key")));
    return Keyring.of(root, StoreId.parse(text(vector, "store")), entropy);
  }

  private static KeyOwner owner(int vector) {
    return new KeyOwner(
        text(vector, "account"),
        text(vector, "region"),
        text(vector, "key-id"),
        Integer.parseInt(text(vector, "key-version")));
  }

  private static byte[] bytes(int vector, String name) {
    return hex(text(vector, name));
  }

  private static String text(int vector, String name) {
    return Objects.requireNonNull(VECTORS.getProperty(vector + "." + name), name);
  }

  private static String lines() {
    try (InputStream resource =
        Objects.requireNonNull(GoldenCiphertextTest.class.getResourceAsStream(RESOURCE))) {
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Properties vectors() {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(LINES));
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
