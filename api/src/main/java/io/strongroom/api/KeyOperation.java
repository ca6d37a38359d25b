package io.strongroom.api;

import java.util.List;

/** An operation on KMS keys that the request names. */
public sealed interface KeyOperation<I, O> extends Operation<I, O>
    permits KeyReadOperation, KeyWriteOperation {

  /**
   * Returns the permissions that are needed, all of them. The gateway asks for each, and finds the
   * keys among what they are on.
   */
  List<KeyAsk> asks(I in, Call call);
}
