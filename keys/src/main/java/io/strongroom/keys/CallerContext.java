package io.strongroom.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Map;

/**
 * The encryption context that a caller of KMS gives: names and values, whose order does not matter
 * and whose case does. It is authenticated in one canonical form, ordered by the bytes of the
 * names.
 */
final class CallerContext {
  private CallerContext() {}

  /** Returns what is authenticated with a ciphertext that {@code owner}'s material encrypts. */
  static byte[] authenticated(byte[] store, KeyOwner owner, Map<String, String> context) {
    Fields fields =
        Fields.of("kms-ciphertext")
            .octet(CiphertextBlob.FORMAT)
            .bytes(store)
            .text(owner.account())
            .text(owner.region())
            .text(owner.keyId())
            .number(owner.version())
            .number(context.size());
    context.entrySet().stream()
        .sorted((one, other) -> compareBytes(one.getKey(), other.getKey()))
        .forEach(entry -> fields.text(entry.getKey()).text(entry.getValue()));
    return fields.toBytes();
  }

  private static int compareBytes(String one, String other) {
    return Arrays.compareUnsigned(one.getBytes(UTF_8), other.getBytes(UTF_8));
  }
}
