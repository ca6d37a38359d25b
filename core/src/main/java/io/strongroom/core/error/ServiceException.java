package io.strongroom.core.error;

import java.io.Serial;

/**
 * Ends a request with an answer of the service's own kind. Faults of the caller carry no stack
 * trace: they are answers, not accidents.
 */
public final class ServiceException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final String recordedText;

  /** Makes an error with the text that the caller will read; the text quotes no value. */
  public ServiceException(ErrorCode code, String message) {
    this(code, message, message);
  }

  private ServiceException(ErrorCode code, String message, String recordedText) {
    super(message, null, false, code.isServerFault());
    this.code = code;
    this.recordedText = recordedText;
  }

  /** Makes an error of the server with its cause, which is logged and never shown. */
  public ServiceException(ErrorCode code, String message, Throwable cause) {
    super(message, cause, false, true);
    this.code = code;
    this.recordedText = message;
  }

  /**
   * Makes an error whose text quotes values of the request, as the service does.
   *
   * @param withoutValues the same without them
   */
  public static ServiceException quoting(ErrorCode code, String message, String withoutValues) {
    return new ServiceException(code, message, withoutValues);
  }

  /** Returns the text for the audit log, which quotes no value. */
  public String recordedText() {
    return recordedText;
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
