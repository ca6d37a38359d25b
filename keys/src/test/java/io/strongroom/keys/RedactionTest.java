package io.strongroom.keys;

import static io.strongroom.keys.Samples.CONTEXT;
import static io.strongroom.keys.Samples.OWNER;
import static io.strongroom.keys.Samples.STORE;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("LOG-1: no text shows a key or a value")
class RedactionTest {

  /** Serves as root key, KMS key, data key and value, so that whatever leaks is found. */
  private static final byte[] CANARY = "CANARYcanaryCANARYcanaryCANARYca".getBytes(US_ASCII);

  private final RootKey root = RootKey.of(SensitiveBytes.copyOf(CANARY));
  private final Keyring ring = Keyring.of(root, STORE, RedactionTest::canary);
  private final KeyMaterial key = Samples.key(ring);
  private final SensitiveBytes value = SensitiveBytes.copyOf(CANARY);

  @Test
  void textOfNoTypeShowsBytes() throws OpenException {
    HmacSha256 hmac = HmacSha256.keyed(CANARY);
    SymmetricKey symmetric = SymmetricKey.owning(SymmetricKey.AES, CANARY.clone());
    DataKey dataKey = DataKey.owning(CANARY.clone());
    Envelope envelope = ring.seal(key, CONTEXT, value);
    SensitiveBytes opened = ring.open(key, CONTEXT, envelope);

    for (Object object :
        List.of(root, ring, key, value, hmac, symmetric, dataKey, envelope, opened, STORE, OWNER)) {
      assertClean(object.toString());
    }
    assertClean(ring.hmac(Purpose.AUDIT).toString());
  }

  @Test
  void refusalsShowNoBytes() {
    Envelope envelope = ring.seal(key, CONTEXT, value);
    KeyMaterial other = Samples.key(Samples.ring());

    assertClean(assertThrows(OpenException.class, () -> ring.open(other, CONTEXT, envelope)));
    assertClean(assertThrows(OpenException.class, () -> ring.unwrap(OWNER, CANARY)));
    assertClean(assertThrows(OpenException.class, () -> ring.openCredential("a", CANARY)));
    assertClean(assertThrows(OpenException.class, () -> Envelope.parse(CANARY)));
    assertClean(
        assertThrows(
            IllegalArgumentException.class,
            () -> RootKey.of(SensitiveBytes.copyOf(Arrays.copyOf(CANARY, 31)))));
    assertClean(
        assertThrows(
            IllegalArgumentException.class,
            () -> ring.seal(key, CONTEXT, SensitiveBytes.owning(oversized()))));
    key.close();
    assertClean(assertThrows(IllegalStateException.class, () -> ring.seal(key, CONTEXT, value)));
  }

  @Test
  void keysAreNotSerialized() {
    SymmetricKey symmetric = SymmetricKey.owning(SymmetricKey.AES, CANARY.clone());

    assertThrows(
        NotSerializableException.class,
        () -> new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(symmetric));
  }

  private static byte[] oversized() {
    byte[] bytes = new byte[Envelope.MAX_PLAINTEXT + 1];
    canary(bytes);
    return bytes;
  }

  private static void canary(byte[] target) {
    for (int i = 0; i < target.length; i++) {
      target[i] = CANARY[i % CANARY.length];
    }
  }

  private static void assertClean(Throwable thrown) {
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    assertClean(trace.toString());
  }

  private static void assertClean(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    assertFalse(text.contains("CANARYcanary"), text);
    assertFalse(lower.contains(Samples.hex(CANARY).substring(0, 12)), text);
    assertFalse(text.contains(Base64.getEncoder().encodeToString(CANARY).substring(0, 8)), text);
    assertFalse(text.contains(Arrays.toString(Arrays.copyOf(CANARY, 3)).replace("]", "")), text);
  }
}
