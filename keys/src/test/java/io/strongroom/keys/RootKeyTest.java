package io.strongroom.keys;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RootKeyTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 16, 31, 33, 64})
  void otherLengthsAreRefused(int length) {
    SensitiveBytes bytes = SensitiveBytes.owning(new byte[length]);

    assertThrows(IllegalArgumentException.class, () -> RootKey.of(bytes));
  }

  @Test
  void keyIsCopiedFromItsBytes() {
    SensitiveBytes bytes = SensitiveBytes.owning(new SeededEntropy(3).bytes(RootKey.LENGTH));
    byte[] original = Samples.bytes(bytes);
    RootKey key = RootKey.of(bytes);
    bytes.close();

    assertArrayEquals(original, key.copy());
  }

  @Test
  @DisplayName("CRY-3: a new key is what the entropy gave")
  void newKeyComesFromEntropy() {
    byte[] expected = new SeededEntropy(4).bytes(RootKey.LENGTH);

    assertArrayEquals(expected, RootKey.generate(new SeededEntropy(4)).copy());
  }

  @Test
  void idTellsKeysApartAndShowsNothingOfThem() {
    Set<String> ids = new HashSet<>();
    Entropy entropy = new SeededEntropy(5);
    for (int i = 0; i < 1_000; i++) {
      RootKey key = RootKey.generate(entropy);
      assertTrue(key.id().matches("[0-9a-f]{16}"));
      assertFalse(Samples.hex(key.copy()).contains(key.id()));
      assertTrue(ids.add(key.id()));
    }
  }

  @Test
  void sameKeyHasTheSameId() {
    assertEquals(Samples.root().id(), Samples.root().id());
  }

  @Test
  @DisplayName("KEY-3: no two purposes or stores share a key")
  void derivedKeysDifferByStoreAndLabel() {
    RootKey key = Samples.root();
    byte[] store = Uuids.bytes(Samples.STORE.value());

    String derived = Samples.hex(key.derive(store, "a"));

    assertNotEquals(derived, Samples.hex(key.derive(store, "b")));
    assertNotEquals(derived, Samples.hex(key.derive(Samples.flipping(store, 15, 1), "a")));
    assertNotEquals(
        derived, Samples.hex(RootKey.generate(new SeededEntropy(9)).derive(store, "a")));
  }

  @Test
  void closedKeyIsRefusedButKeepsItsId() {
    RootKey key = Samples.root();
    String id = key.id();
    key.close();
    key.close();

    assertEquals(id, key.id());
    assertThrows(IllegalStateException.class, key::copy);
    assertThrows(
        IllegalStateException.class, () -> Keyring.of(key, Samples.STORE, new SeededEntropy(1)));
  }
}
