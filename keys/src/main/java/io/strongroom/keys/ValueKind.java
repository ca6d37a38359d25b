package io.strongroom.keys;

/** Whether a secret value was given as text or as bytes; it comes back as it was given. */
public enum ValueKind {
  /** {@code SecretString}: UTF-8. */
  STRING(1),
  /** {@code SecretBinary}. */
  BINARY(2);

  private final byte code;

  ValueKind(int code) {
    this.code = (byte) code;
  }

  /** Returns the byte that stands for this kind in an envelope. */
  byte code() {
    return code;
  }

  static ValueKind of(byte code) throws OpenException {
    return switch (code) {
      case 1 -> STRING;
      case 2 -> BINARY;
      default -> throw new OpenException("the envelope has an unknown value kind");
    };
  }
}
