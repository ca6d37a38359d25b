package io.strongroom.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentitiesTest {

  @Property(tries = 200)
  void storeIdIsReadBackFromItsText(@ForAll long most, @ForAll long least) {
    StoreId id = new StoreId(new UUID(most, least));

    assertEquals(id, StoreId.parse(id.toString()));
  }

  @Property(tries = 200)
  void uuidIsReadBackFromItsBytes(@ForAll long most, @ForAll long least) {
    UUID uuid = new UUID(most, least);

    assertEquals(uuid, Uuids.at(Uuids.bytes(uuid), 0));
    assertEquals(uuid.toString().replace("-", ""), Samples.hex(Uuids.bytes(uuid)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1-1-1-1-1",
        "5a3c1d7e90b44f6a8c2de1f00a1b2c3d",
        "5A3C1D7E-90B4-4F6A-8C2D-E1F00A1B2C3D",
        " 5a3c1d7e-90b4-4f6a-8c2d-e1f00a1b2c3d",
        "5a3c1d7e-90b4-4f6a-8c2d-e1f00a1b2c3d\n",
        "5a3c1d7e-90b4-4f6a-8c2d-e1f00a1b2c3g",
      })
  void onlyCanonicalUuidsAreTaken(String text) {
    assertThrows(IllegalArgumentException.class, () -> StoreId.parse(text));
    assertThrows(
        IllegalArgumentException.class, () -> new KeyOwner("111122223333", "us-east-1", text, 1));
  }

  @Test
  void keyVersionIsNotNegative() {
    String id = Samples.OWNER.keyId();

    assertEquals(0, new KeyOwner("111122223333", "us-east-1", id, 0).version());
    assertThrows(
        IllegalArgumentException.class, () -> new KeyOwner("111122223333", "us-east-1", id, -1));
  }

  @Test
  void kindIsReadBackFromItsCode() throws OpenException {
    for (ValueKind kind : ValueKind.values()) {
      assertEquals(kind, ValueKind.of(kind.code()));
    }
    for (byte code : new byte[] {0, 3, -1}) {
      assertThrows(OpenException.class, () -> ValueKind.of(code));
    }
  }
}
