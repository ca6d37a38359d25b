package io.strongroom.rotators;

import io.strongroom.keys.SensitiveBytes;

/**
 * What differs between rotators. Each method may be called again with the same rotation at any
 * time, also after it was cut off in the middle, and then leads to the same end.
 */
public interface Strategy {

  /** Makes the value of the pending version, which the caller closes. Changes nothing. */
  SensitiveBytes newValue(Rotation rotation);

  /** Makes the target accept the pending value. */
  void set(Rotation rotation);

  /** Uses the pending value. Changes nothing. */
  void test(Rotation rotation);
}
