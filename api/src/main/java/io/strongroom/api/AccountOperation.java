package io.strongroom.api;

import io.strongroom.core.secret.SecretId;
import org.jspecify.annotations.Nullable;

/** An operation on an account and region rather than on one secret; it changes nothing. */
public non-sealed interface AccountOperation<I, O> extends Operation<I, O> {

  /** Returns the secret that the request names besides, whose owner has to allow it; or null. */
  default @Nullable SecretId target(I in) {
    return null;
  }

  /**
   * Returns what the caller must be allowed to touch, or null for an action without a resource. It
   * is asked before anything is told about what exists.
   */
  default @Nullable Permission permission(I in, Call call) {
    return null;
  }

  /** Answers the call. */
  O answer(I in, Call call);
}
