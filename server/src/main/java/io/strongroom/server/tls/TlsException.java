package io.strongroom.server.tls;

import java.io.Serial;

/** Says in one line why a certificate and a key cannot be used, or not be written. */
public final class TlsException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  TlsException(String fault) {
    super(fault);
  }

  /** Says what another error says in one line. */
  TlsException(Exception cause) {
    super(cause.getMessage(), cause);
  }

  TlsException(String fault, Throwable cause) {
    super(fault, cause);
  }
}
