package io.strongroom.keys;

import static io.strongroom.keys.Samples.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The vectors of {@code docs/formats/envelope.md}, which were computed by other means than this
 * module. A change that breaks one of these makes stored secrets unreadable: it needs a new format
 * version beside the old one, never a new vector in its place.
 */
@DisplayName("CRY-6: golden ciphertexts open for ever")
class GoldenEnvelopeTest {
  private static final String RESOURCE = "envelope-1.properties";
  private static final Properties VECTORS = vectors();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void purposeKeysAreDerivedAsDescribed(int vector) {
    RootKey root = root(vector);
    byte[] store = Uuids.bytes(store(vector).value());

    assertEquals(text(vector, "root-key-id"), root.id());
    Stream<String> labels =
        Stream.concat(
            Stream.of("check-value", "kms-keys", "credentials", "sessions"),
            Stream.of(Purpose.values()).map(Purpose::label));
    labels.forEach(
        label ->
            assertEquals(text(vector, "purpose-key." + label), hex(root.derive(store, label))));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void codesRunUnderTheirPurposeKeys(int vector) {
    Keyring ring = ring(vector, Entropy.secure());
    byte[] data = {1, 2, 3};

    assertTrue(ring.matches(bytes(vector, "check-value")));
    for (Purpose purpose : Purpose.values()) {
      byte[] key = bytes(vector, "purpose-key." + purpose.label());
      assertEquals(hex(HmacSha256.keyed(key).mac(data)), hex(ring.hmac(purpose).mac(data)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void envelopeOpens(int vector) throws OpenException {
    Keyring ring = ring(vector, Entropy.secure());
    KeyMaterial key = ring.unwrap(owner(vector), bytes(vector, "kms-key.wrapped"));
    Envelope envelope = Envelope.parse(bytes(vector, "envelope"));

    assertEquals(
        text(vector, "plaintext"), hex(Samples.bytes(ring.open(key, context(vector), envelope))));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void credentialOpens(int vector) throws OpenException {
    SensitiveBytes credential =
        ring(vector, Entropy.secure())
            .openCredential(text(vector, "credential.owner"), bytes(vector, "credential.sealed"));

    assertEquals(text(vector, "credential"), hex(Samples.bytes(credential)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void sameEntropySealsTheSame(int vector) throws OpenException {
    ScriptedEntropy entropy =
        new ScriptedEntropy(
            text(vector, "kms-key.entropy")
                + text(vector, "envelope.entropy")
                + text(vector, "credential.entropy"));
    Keyring ring = ring(vector, entropy);

    byte[] wrapped = ring.newWrappedKey(owner(vector));
    KeyMaterial key = ring.unwrap(owner(vector), wrapped);
    SensitiveBytes plaintext = SensitiveBytes.owning(bytes(vector, "plaintext"));
    Envelope envelope = ring.seal(key, context(vector), plaintext);
    byte[] credential =
        ring.sealCredential(
            text(vector, "credential.owner"), SensitiveBytes.owning(bytes(vector, "credential")));

    assertEquals(text(vector, "kms-key.wrapped"), hex(wrapped));
    assertEquals(text(vector, "envelope"), hex(envelope.bytes()));
    assertEquals(text(vector, "credential.sealed"), hex(credential));
    assertTrue(entropy.isSpent());
  }

  @Test
  void documentShowsTheseVectors() throws IOException {
    Path document = Path.of("..", "docs", "formats", "envelope.md");
    String shown = Files.readString(document);
    try (InputStream resource = resource()) {
      String lines = new String(resource.readAllBytes(), StandardCharsets.UTF_8);

      assertTrue(shown.contains(lines), "the document shows other vectors than " + RESOURCE);
    }
  }

  private static Keyring ring(int vector, Entropy entropy) {
    return Keyring.of(root(vector), store(vector), entropy);
  }

  private static RootKey root(int vector) {
    return RootKey.of(SensitiveBytes.owning(bytes(vector, "root-key")));
  }

  private static StoreId store(int vector) {
    return StoreId.parse(text(vector, "store"));
  }

  private static KeyOwner owner(int vector) {
    return new KeyOwner(
        text(vector, "account"),
        text(vector, "region"),
        text(vector, "kms-key-id"),
        Integer.parseInt(text(vector, "kms-key-version")));
  }

  private static EncryptionContext context(int vector) {
    return new EncryptionContext(
        text(vector, "account"),
        text(vector, "region"),
        text(vector, "secret-id"),
        text(vector, "arn"),
        text(vector, "version-id"),
        ValueKind.valueOf(text(vector, "kind")));
  }

  private static byte[] bytes(int vector, String name) {
    return hex(text(vector, name));
  }

  private static String text(int vector, String name) {
    return Objects.requireNonNull(VECTORS.getProperty(vector + "." + name), name);
  }

  private static Properties vectors() {
    Properties properties = new Properties();
    try (Reader reader = new InputStreamReader(resource(), StandardCharsets.UTF_8)) {
      properties.load(reader);
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream resource() {
    return Objects.requireNonNull(GoldenEnvelopeTest.class.getResourceAsStream(RESOURCE));
  }
}
