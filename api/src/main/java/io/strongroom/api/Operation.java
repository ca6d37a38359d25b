package io.strongroom.api;

/**
 * One operation of the API. The kinds are closed: the gateway tells them apart, and the kind says
 * at a glance whether something can change.
 *
 * @param <I> what comes in, already valid by the model
 * @param <O> what goes out
 */
public sealed interface Operation<I, O>
    permits ReadOperation, WriteOperation, AccountOperation, KeyOperation, KeyAccountOperation {

  /** Returns what the service model says of it. */
  Contract<I, O> contract();
}
