package io.strongroom.server.http;

import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * The first message of a TLS client, byte by byte, to offer what no library would (RFC 5246, 7.4).
 */
final class ClientHello {
  static final int TLS_1_0 = 0x0301;
  static final int TLS_1_1 = 0x0302;
  static final int TLS_1_2 = 0x0303;

  private static final int HANDSHAKE = 22;
  private static final int CLIENT_HELLO = 1;
  private static final int RANDOM_BYTES = 32;

  private ClientHello() {}

  /**
   * Returns one record.
   *
   * @param version the highest version that the client speaks
   * @param compressions methods by number; 0 is none
   */
  static byte[] offering(int version, List<Integer> suites, List<Integer> compressions) {
    var hello = new ByteArrayOutputStream();
    putShort(hello, version);
    hello.writeBytes(new byte[RANDOM_BYTES]);
    hello.write(0); // no session to resume
    putShort(hello, 2 * suites.size());
    suites.forEach(suite -> putShort(hello, suite));
    hello.write(compressions.size());
    compressions.forEach(hello::write);
    byte[] extensions = extensions();
    putShort(hello, extensions.length);
    hello.writeBytes(extensions);
    return record(hello.toByteArray());
  }

  /** Curves, point formats and signature algorithms that every server of today takes. */
  private static byte[] extensions() {
    var all = new ByteArrayOutputStream();
    put(all, 10, 0, 6, 0, 0x1d, 0, 0x17, 0, 0x18); // x25519, secp256r1, secp384r1
    put(all, 11, 1, 0); // uncompressed
    put(all, 13, 0, 8, 4, 3, 5, 3, 4, 1, 8, 4); // ECDSA and RSA, PSS too
    return all.toByteArray();
  }

  private static void put(ByteArrayOutputStream all, int extension, int... content) {
    putShort(all, extension);
    putShort(all, content.length);
    for (int each : content) {
      all.write(each);
    }
  }

  private static byte[] record(byte[] hello) {
    var record = new ByteArrayOutputStream();
    record.write(HANDSHAKE);
    putShort(record, TLS_1_0); // as clients do whatever they speak
    putShort(record, hello.length + 4);
    record.write(CLIENT_HELLO);
    record.write(hello.length >> 16);
    putShort(record, hello.length & 0xffff);
    record.writeBytes(hello);
    return record.toByteArray();
  }

  private static void putShort(ByteArrayOutputStream out, int value) {
    out.write(value >> 8);
    out.write(value);
  }
}
