package io.strongroom.core.error;

import java.io.Serial;

/**
 * Ends a request with an answer of the service's own kind. Faults of the caller carry no stack
 * trace: they are answers, not accidents.
 */
public final class ServiceException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  /** Makes an error with the text that the caller will read; the text never quotes a value. */
  public ServiceException(ErrorCode code, String message) {
    super(message, null, false, code.isServerFault());
    this.code = code;
  }

  /** Makes an error of the server with its cause, which is logged and never shown. */
  public ServiceException(ErrorCode code, String message, Throwable cause) {
    super(message, cause, false, true);
    this.code = code;
  }

  /** Returns the code on the wire. */
  public ErrorCode code() {
    return code;
  }

  /** Returns the text on the wire; never null. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
