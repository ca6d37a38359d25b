package io.strongroom.api;

/** An operation on an account and region rather than on one secret; it changes nothing. */
public non-sealed interface AccountOperation<I, O> extends Operation<I, O> {

  /** Answers the call. */
  O answer(I in, Call call);
}
