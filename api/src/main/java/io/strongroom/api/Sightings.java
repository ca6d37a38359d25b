package io.strongroom.api;

import io.strongroom.keys.SensitiveBytes;

/** Is told which plaintexts a caller with temporary credentials has sent and is about to get. */
@FunctionalInterface
public interface Sightings {

  /** Looks at nothing. */
  Sightings NONE = (_, _) -> {};

  /**
   * Looks at a plaintext before it goes out.
   *
   * @param accessKeyId the credentials that the caller has
   * @param plaintext is overwritten afterwards
   */
  void saw(String accessKeyId, SensitiveBytes plaintext);
}
