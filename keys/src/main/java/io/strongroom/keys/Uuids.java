package io.strongroom.keys;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;

/** UUIDs as 36 characters and as 16 bytes, most significant first. */
final class Uuids {

  /** How many bytes a UUID has. */
  static final int LENGTH = 16;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private Uuids() {}

  /** Reads the canonical form only: {@link UUID#fromString} alone takes shortened groups too. */
  static UUID parse(String text, String what) {
    UUID uuid;
    try {
      uuid = UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(what + " is a UUID in lower case", e);
    }
    if (!uuid.toString().equals(text)) {
      throw new IllegalArgumentException(what + " is a UUID in lower case");
    }
    return uuid;
  }

  static byte[] bytes(UUID uuid) {
    return ByteBuffer.allocate(LENGTH)
        .putLong(uuid.getMostSignificantBits())
        .putLong(uuid.getLeastSignificantBits())
        .array();
  }

  /** Reads one from the bytes that stand at {@code index}. */
  static UUID at(byte[] bytes, int index) {
    return new UUID((long) LONGS.get(bytes, index), (long) LONGS.get(bytes, index + Long.BYTES));
  }
}
