package io.strongroom.server.http;

import io.strongroom.api.WireResponse;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * The answers that the listener gives by itself. All but {@link #THROTTLED} and {@link #INTERNAL}
 * come before there is a whole request and end the connection, because what follows on it cannot be
 * told apart any more. The names are those of the JSON protocol where it has one (400, 408, 413,
 * 500, 503) and made after the HTTP status elsewhere; no SDK looks further than the status for
 * those.
 */
enum Refusal {
  MALFORMED(400, "SerializationException", "The request is not well-formed HTTP."),
  TOO_SLOW(408, "RequestTimeoutException", "The request did not arrive in time."),
  BODY_TOO_LARGE(413, "RequestEntityTooLargeException", "The body of the request is too large."),
  LINE_TOO_LONG(414, "RequestUriTooLongException", "The request line is too long."),
  UNKNOWN_EXPECTATION(417, "ExpectationFailedException", "Only 100-continue can be expected."),
  HEADER_TOO_LARGE(
      431, "RequestHeaderFieldsTooLargeException", "The header fields are too many or too large."),
  THROTTLED(400, "ThrottlingException", "Rate exceeded"),
  INTERNAL(500, "InternalFailure", "The request could not be completed."),
  OVERLOADED(503, "ServiceUnavailable", "Too many requests are in progress; try again.");

  private final int status;
  private final String type;
  private final String json;

  Refusal(int status, String type, String message) {
    this.status = status;
    this.type = type;
    this.json = "{\"__type\":\"" + type + "\",\"message\":\"" + message + "\"}";
  }

  /** Returns the error as the answer names it. */
  String type() {
    return type;
  }

  /** Returns the answer, with a request id of its own. */
  WireResponse response() {
    return response(UUID.randomUUID().toString());
  }

  /** Returns the answer under {@code requestId}. */
  WireResponse response(String requestId) {
    byte[] body = json.getBytes(StandardCharsets.US_ASCII);
    return new WireResponse(status, WireResponse.JSON, requestId, body, body.length);
  }

  /** Returns an exception that carries this refusal through the decoder. */
  Refused exception() {
    return new Refused(this);
  }

  /** Stops the decoding of a request. It is an answer, not an accident: no stack trace. */
  static final class Refused extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    private final Refusal refusal;

    private Refused(Refusal refusal) {
      super(refusal.name(), null, false, false);
      this.refusal = refusal;
    }

    /** Returns the refusal. */
    Refusal refusal() {
      return refusal;
    }
  }
}
