package io.strongroom.api;

import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretId;
import io.strongroom.core.store.Change;
import io.strongroom.core.store.Secrets;

/**
 * An operation that may change one secret. It decides; the store applies. A decision changes
 * nothing by itself and may be taken again when somebody else was faster.
 */
public non-sealed interface WriteOperation<I, O> extends Operation<I, O> {

  /** Returns which secret is meant. */
  SecretId target(I in);

  /** Decides what becomes of the secret. */
  Change<O> decide(I in, Secret secret, Call call);

  /** Decides what to do when there is no such secret; most operations refuse. */
  default Change<O> decideMissing(I in, Call call) {
    throw Secrets.notFound();
  }
}
