package io.strongroom.api;

import io.strongroom.core.secret.Secret;

/**
 * A change that takes long to find something out. That is done once, before the first decision: a
 * decision may be taken again, and the longer it takes the likelier somebody else is faster.
 */
public interface PreparedOperation<I, O> extends WriteOperation<I, O> {

  /**
   * Finds out what the decision needs. The caller may change the secret, as it is now; at the
   * decision it can be another one.
   *
   * @return the input with what was found out
   */
  I prepare(I in, Secret secret, Call call);
}
