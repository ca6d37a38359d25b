package io.strongroom.api;

/**
 * An operation about the caller itself, which identity policies alone do not decide: it takes no
 * permission, or it has the role that is asked for judged by a {@link TrustJudge}.
 */
public non-sealed interface CallerOperation<I, O> extends Operation<I, O> {

  /** Answers the call. */
  O answer(I in, Call call);
}
