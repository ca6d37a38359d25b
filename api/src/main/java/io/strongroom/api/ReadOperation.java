package io.strongroom.api;

import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretId;

/** An operation that looks at one secret and changes nothing. */
public non-sealed interface ReadOperation<I, O> extends Operation<I, O> {

  @Override
  default Lane lane() {
    return Lane.LOOP;
  }

  /** Returns which secret is meant. */
  SecretId target(I in);

  /** Answers from the secret, which exists. */
  O read(I in, Secret secret, Call call);
}
