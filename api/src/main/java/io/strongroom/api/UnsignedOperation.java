package io.strongroom.api;

/**
 * An operation that may come without a signature, in every mode: who calls is proved by what the
 * request shows. Its refusals count as failed authentications.
 */
public non-sealed interface UnsignedOperation<I, O> extends Operation<I, O> {

  /** Answers the call. */
  O answer(I in, Arrival arrival);
}
