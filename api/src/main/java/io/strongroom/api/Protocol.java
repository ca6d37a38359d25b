package io.strongroom.api;

import io.strongroom.api.shape.OutputStructure;
import io.strongroom.core.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/** How a service's answers and errors look on the wire. */
public sealed interface Protocol permits JsonProtocol, QueryProtocol, RestProtocol {

  /**
   * Returns the answer of an operation.
   *
   * @param operation the name of the operation
   * @param shape the shape of the answer, or null if it has no content
   */
  <T> WireResponse answer(
      String operation, @Nullable OutputStructure<T> shape, T value, String requestId);

  /** Returns the answer for an error; the text may be empty. */
  WireResponse refusal(ErrorCode code, String text, String requestId);

  /** Returns how an error is called on the wire. */
  String nameOf(ErrorCode code);

  /** Returns how records call an operation. */
  default String eventName(String operation) {
    return operation;
  }

  /** Returns the answer for a fault of the server that no operation declares. */
  WireResponse internalFailure(String requestId);
}
