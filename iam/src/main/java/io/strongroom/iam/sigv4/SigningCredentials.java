package io.strongroom.iam.sigv4;

import io.strongroom.keys.SensitiveBytes;
import org.jspecify.annotations.Nullable;

/**
 * What a caller signs with.
 *
 * @param accessKeyId the id of the access key, 1 to 128 letters, digits, dots, hyphens, underscores
 * @param secret the secret access key
 * @param sessionToken the token of temporary credentials, which travels in a header and is of no
 *     use without the secret; else null
 */
public record SigningCredentials(
    String accessKeyId, SensitiveBytes secret, @Nullable String sessionToken)
    implements AutoCloseable {

  /** Refuses an id that could be read as more than an id. */
  public SigningCredentials {
    if (!Credential.isKeyId(accessKeyId)) {
      throw new IllegalArgumentException("not an access key id");
    }
  }

  /** Overwrites the secret. */
  @Override
  public void close() {
    secret.close();
  }

  /** Leaves out all but the id. */
  @Override
  public String toString() {
    return "SigningCredentials(" + accessKeyId + ")";
  }
}
