package io.strongroom.iam;

import org.jspecify.annotations.Nullable;

/** Where access keys are kept: a port. Implementations may be called by many threads at once. */
@FunctionalInterface
public interface IdentityStore {

  /**
   * Returns the key with this id, inactive ones too, or null if this server knows none. Called for
   * each signed request: a change of a key shows in the next call on the same node (requirement
   * SIG-7), and the time taken does not depend on whether the key exists (SIG-6).
   *
   * @param accessKeyId chosen by the caller: 1 to 128 letters, digits, dots, hyphens or underscores
   */
  @Nullable AccessKey accessKey(String accessKeyId);
}
