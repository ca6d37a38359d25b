package io.strongroom.core.key;

import io.strongroom.iam.Principal;

/** On whose behalf a key is used: a call under way, to whoever judges permissions. */
public interface KeyUser {

  /** Returns who wants it. */
  Principal.OfAccount principal();
}
