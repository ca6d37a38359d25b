package io.strongroom.iam.sigv4;

import io.strongroom.iam.AccessKey;
import io.strongroom.keys.SensitiveBytes;

/** Opens the sealed half of an access key: a port to whatever holds the keys. */
@FunctionalInterface
public interface SecretOpener {

  /**
   * Returns the secret access key, as the ASCII bytes that were handed out. The caller closes it.
   * An unchecked exception says that the record is damaged or its key missing, and ends the request
   * as a fault of the server.
   */
  SensitiveBytes open(AccessKey key);
}
