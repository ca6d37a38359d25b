package io.strongroom.api;

import io.strongroom.core.key.KeyChange;
import java.util.List;
import java.util.Map;

/** An operation of KMS on an account and region, which identity policies alone can allow. */
public non-sealed interface KeyAccountOperation<I, O> extends Operation<I, O> {

  /** Returns the condition keys that the request brings, with their values. */
  default Map<String, List<String>> conditions(I in) {
    return Map.of();
  }

  /** Answers the call, or decides what is to be stored first. */
  KeyChange<O> decide(I in, Call call);
}
