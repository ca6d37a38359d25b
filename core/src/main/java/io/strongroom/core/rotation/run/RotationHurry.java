package io.strongroom.core.rotation.run;

import io.strongroom.core.secret.SecretIdentity;

/** Takes word that a rotation which waits for its next attempt is wanted now. */
@FunctionalInterface
public interface RotationHurry {

  /** Has the rotation of a secret attempted soon; forgotten if this process ends. */
  void hurry(SecretIdentity secret);
}
