package io.strongroom.keys;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Requirements CRY-1, CRY-2 and CRY-4, for values and contexts of all shapes. */
class SealingPropertyTest {
  private static final Keyring RING = Samples.ring();
  private static final KeyMaterial KEY = Samples.key(RING);

  @Property(tries = 500)
  void everyValueOpensAsItWasSealed(
      @ForAll("contexts") EncryptionContext context, @ForAll @Size(max = 2_000) byte[] value)
      throws OpenException {
    Envelope sealed = RING.seal(KEY, context, SensitiveBytes.copyOf(value));
    Envelope stored = Envelope.parse(sealed.bytes());

    assertArrayEquals(value, Samples.bytes(RING.open(KEY, context, stored)));
    assertEquals(context.kind(), stored.kind());
    assertEquals(Envelope.OVERHEAD + value.length, stored.bytes().length);
  }

  @Property(tries = 500)
  void valueOpensInNoOtherContext(
      @ForAll("contexts") EncryptionContext context, @ForAll("contexts") EncryptionContext other)
      throws OpenException {
    Envelope sealed = RING.seal(KEY, context, SensitiveBytes.owning(new byte[40]));

    if (context.equals(other)) {
      assertEquals(40, RING.open(KEY, other, sealed).length());
    } else {
      assertThrows(OpenException.class, () -> RING.open(KEY, other, sealed));
    }
  }

  @Property(tries = 500)
  void everyCredentialOpensAsItWasSealed(
      @ForAll("texts") String owner, @ForAll @Size(max = 200) byte[] secret) throws OpenException {
    byte[] sealed = RING.sealCredential(owner, SensitiveBytes.copyOf(secret));

    assertArrayEquals(secret, Samples.bytes(RING.openCredential(owner, sealed)));
  }

  @Property(tries = 1_000)
  void arbitraryBytesAreRefusedAndNothingElseHappens(@ForAll @Size(max = 400) byte[] bytes) {
    assertThrows(OpenException.class, () -> RING.open(KEY, Samples.CONTEXT, Envelope.parse(bytes)));
    assertThrows(OpenException.class, () -> RING.unwrap(Samples.OWNER, bytes));
    assertThrows(OpenException.class, () -> RING.openCredential("owner", bytes));
  }

  @Property(tries = 1_000)
  void arbitraryBytesAfterAGoodHeaderAreRefused(
      @ForAll @Size(min = 136, max = 400) byte[] rest, @ForAll @IntRange(min = 1, max = 2) int kind)
      throws OpenException {
    byte[] bytes =
        ByteBuffer.allocate(Envelope.DATA_KEY_ID_AT + rest.length)
            .put(Envelope.FORMAT)
            .put((byte) kind)
            .put(Uuids.bytes(KEY.id()))
            .putInt(KEY.version())
            .put(rest)
            .array();

    Envelope envelope = Envelope.parse(bytes);

    assertThrows(OpenException.class, () -> RING.open(KEY, Samples.CONTEXT, envelope));
  }

  @Property(tries = 500)
  void arbitraryBoxesAfterAGoodFormatAreRefused(@ForAll @Size(60) byte[] box) {
    byte[] bytes = ByteBuffer.allocate(61).put((byte) 1).put(box).array();

    assertThrows(OpenException.class, () -> RING.unwrap(Samples.OWNER, bytes));
    assertThrows(OpenException.class, () -> RING.openCredential("owner", bytes));
  }

  /** Few texts for each field, so that pairs differ in one field, or in none, often enough. */
  @Provide
  Arbitrary<EncryptionContext> contexts() {
    Arbitrary<String> few = Arbitraries.of("a", "b", "é😀", "ab?");
    return Combinators.combine(
            few, few, few, few, few, Arbitraries.of(ValueKind.STRING, ValueKind.BINARY))
        .as(EncryptionContext::new);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().ascii().ofMaxLength(60);
  }
}
