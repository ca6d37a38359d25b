package io.strongroom.core.rotation.run;

import io.strongroom.core.secret.SecretIdentity;
import io.strongroom.core.secret.VersionId;
import io.strongroom.keys.HmacSha256;
import io.strongroom.keys.SensitiveBytes;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Makes and checks RotationTokens. A token is a code over the secret and the version that is being
 * made, so nothing needs to be stored, and it proves nothing about any other rotation.
 */
public final class RotationTokens {
  private final HmacSha256 codes;

  /** Makes tokens with the key of their purpose. */
  public RotationTokens(HmacSha256 codes) {
    this.codes = codes;
  }

  /** Returns the token of a rotation: 64 hexadecimal digits. */
  public SensitiveBytes token(SecretIdentity secret, VersionId version) {
    byte[] code = codes.mac((secret.id() + "/" + version).getBytes(StandardCharsets.UTF_8));
    return SensitiveBytes.owning(
        HexFormat.of().formatHex(code).getBytes(StandardCharsets.US_ASCII));
  }

  /** Tells whether {@code token} is that of a rotation, in a time that does not depend on it. */
  public boolean isToken(SensitiveBytes token, SecretIdentity secret, VersionId version) {
    try (SensitiveBytes right = token(secret, version)) {
      return right.sameAs(token);
    }
  }
}
