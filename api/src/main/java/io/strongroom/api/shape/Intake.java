package io.strongroom.api.shape;

import io.strongroom.keys.SensitiveBytes;

/** Is told what is read from a request while it is read. */
public interface Intake {

  /** Is told of a secret, even of a request that is refused, so that it can be overwritten. */
  void secret(SensitiveBytes secret);

  /** Is told all values once every constraint of the model holds. */
  default void values(InputValues values) {}
}
