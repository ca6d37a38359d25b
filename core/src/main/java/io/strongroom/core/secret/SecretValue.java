package io.strongroom.core.secret;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.keys.SensitiveBytes;
import io.strongroom.keys.ValueKind;
import org.jspecify.annotations.Nullable;

/** The content of a version: text or bytes, never both. */
public sealed interface SecretValue extends AutoCloseable {

  /** The largest value, in bytes. Source: quotas of the service. */
  int MAX_BYTES = 65_536;

  /** Text, kept byte for byte as UTF-8; it is not parsed and need not be JSON. */
  record Text(SensitiveBytes bytes) implements SecretValue {}

  /** Bytes. */
  record Binary(SensitiveBytes bytes) implements SecretValue {}

  /** Returns the content. */
  SensitiveBytes bytes();

  /** Returns which of the two it is. */
  default ValueKind kind() {
    return switch (this) {
      case Text(var _) -> ValueKind.STRING;
      case Binary(var _) -> ValueKind.BINARY;
    };
  }

  /** Puts kind and content together. */
  static SecretValue of(ValueKind kind, SensitiveBytes bytes) {
    return switch (kind) {
      case STRING -> new Text(bytes);
      case BINARY -> new Binary(bytes);
    };
  }

  /**
   * Takes the value from the two members of a request, of which at most one may be there.
   *
   * @return the value, or null if neither is there
   * @throws ServiceException InvalidParameterException if both are there
   */
  static @Nullable SecretValue ofAtMostOne(
      @Nullable SensitiveBytes text, @Nullable SensitiveBytes binary) {
    if (text != null && binary != null) {
      throw new ServiceException(
          ErrorCode.INVALID_PARAMETER,
          "You can't specify both a binary secret value and a string secret value in the same"
              + " secret.");
    }
    if (text != null) {
      return new Text(text);
    }
    return binary == null ? null : new Binary(binary);
  }

  /** Tells whether kind and bytes are equal, in time that depends on the lengths only. */
  default boolean sameAs(SecretValue other) {
    return kind() == other.kind() && bytes().sameAs(other.bytes());
  }

  /** Overwrites the content. */
  @Override
  default void close() {
    bytes().close();
  }
}
